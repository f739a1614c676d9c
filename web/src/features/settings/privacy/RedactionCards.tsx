import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { redactionQuery, type RedactionPolicy } from "@/api/privacy";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { ConsentCard } from "./ConsentCard";
import { RedactionCounts } from "./RedactionCounts";
import { RedactionForm } from "./RedactionForm";
import { draftOf } from "./redactionWords";
import { TryRedaction } from "./TryRedaction";

/** Redaction and consent, on the page "Data and privacy". */
export function RedactionCards() {
  const { slug } = useFrame();
  const policy = useQuery(redactionQuery(slug));
  return (
    <>
      {policy.error ? (
        <ErrorNotice error={policy.error} onRetry={() => void policy.refetch()} />
      ) : !policy.data ? (
        <Skeleton className="h-96" />
      ) : (
        <Redaction key={slug} policy={policy.data} />
      )}
      <ConsentCard />
    </>
  );
}

/** The form and the box to try it share one draft. */
function Redaction({ policy }: { policy: RedactionPolicy }) {
  const [draft, setDraft] = useState(() => draftOf(policy));
  return (
    <>
      <RedactionForm policy={policy} draft={draft} onDraft={setDraft} />
      <TryRedaction draft={draft} />
      <RedactionCounts />
    </>
  );
}
