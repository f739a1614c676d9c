import { lazy, Suspense, useState } from "react";
import type { CreatedProject } from "@/api/types";
import { CenteredPage } from "@/components/CenteredPage";
import { Skeleton } from "@/components/ui/Skeleton";
import { KeysOnce } from "./KeysOnce";

const FirstData = lazy(() => import("./FirstData").then((module) => ({ default: module.FirstData })));

interface AfterCreationProps {
  created: CreatedProject;
  lead?: string;
  onOpen: () => void;
}

/** What follows on a new project: its keys, shown once, then something to look at. */
export function AfterCreation({ created, lead, onOpen }: AfterCreationProps) {
  const [hasKeys, setHasKeys] = useState(false);
  if (!hasKeys) {
    return (
      <CenteredPage title="Your project is ready" {...(lead ? { lead } : {})} wide>
        <KeysOnce created={created} onContinue={() => setHasKeys(true)} />
      </CenteredPage>
    );
  }
  return (
    <CenteredPage key="data" title="Something to look at" lead="Choose how the first events come in." wide>
      <Suspense fallback={<Skeleton className="h-96 w-full" />}>
        <FirstData created={created} onOpen={onOpen} />
      </Suspense>
    </CenteredPage>
  );
}
