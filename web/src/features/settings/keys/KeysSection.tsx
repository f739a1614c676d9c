import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { keysQuery } from "@/api/settings";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { Snippets } from "@/features/install/Snippets";
import { FirstEvent } from "./FirstEvent";
import { KeyTable } from "./KeyTable";
import { NewKeyDialog } from "./NewKeyDialog";

export function KeysSection() {
  const { slug } = useFrame();
  const keys = useQuery(keysQuery(slug));
  const [making, setMaking] = useState<"write" | "api" | null>(null);
  if (keys.error) return <ErrorNotice error={keys.error} onRetry={() => void keys.refetch()} />;
  const all = keys.data?.items;
  const writeKey = all?.find((key) => key.kind === "write" && !key.revokedAt)?.key;
  return (
    <>
      <Card labelledBy="install-title">
        <CardTitle id="install-title" aside={<FirstEvent />}>
          Install
        </CardTitle>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
          {!all ? (
            <Skeleton className="h-48" />
          ) : writeKey ? (
            <Snippets writeKey={writeKey} />
          ) : (
            <Notice tone="warn">
              Every write key is revoked: nothing can send events. Make a write key below.
            </Notice>
          )}
        </div>
      </Card>
      <KeyCard
        title="Write keys"
        lead="Public: they may only send events, and may stand in the code of a web page."
        button="New write key"
        onNew={() => setMaking("write")}
      >
        <KeyTable kind="write" keys={all?.filter((key) => key.kind === "write")} />
      </KeyCard>
      <KeyCard
        title="API keys"
        lead="Secret: they read, and with higher roles change, this project. Shown once, when they are made."
        button="New API key"
        onNew={() => setMaking("api")}
      >
        <KeyTable kind="api" keys={all?.filter((key) => key.kind === "api")} />
      </KeyCard>
      {making && <NewKeyDialog kind={making} onClose={() => setMaking(null)} />}
    </>
  );
}

interface KeyCardProps {
  title: string;
  lead: string;
  button: string;
  onNew: () => void;
  children: React.ReactNode;
}

function KeyCard({ title, lead, button, onNew, children }: KeyCardProps) {
  const id = `${title.toLowerCase().replaceAll(" ", "-")}-title`;
  return (
    <Card labelledBy={id}>
      <CardTitle
        id={id}
        aside={
          <Button onClick={onNew}>
            <Plus aria-hidden />
            {button}
          </Button>
        }
      >
        {title}
      </CardTitle>
      <p className="px-4 pb-3 text-muted sm:px-5">{lead}</p>
      {children}
    </Card>
  );
}
