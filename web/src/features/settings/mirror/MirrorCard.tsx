import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { mirrorQuery, removeMirror, type Mirror } from "@/api/mirror";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatNumber } from "@/lib/format";
import { ConfirmDialog } from "../ConfirmDialog";
import { MirrorForm } from "./MirrorForm";

/** What the project receives goes to its old vendor as well. */
export function MirrorCard() {
  const { slug } = useFrame();
  const mirror = useQuery(mirrorQuery(slug));
  if (mirror.error && !mirror.data)
    return <ErrorNotice error={mirror.error} onRetry={() => void mirror.refetch()} />;
  if (!mirror.data) return <Skeleton className="h-96" />;
  return (
    <Card labelledBy="mirror-title">
      <CardTitle id="mirror-title" aside={mirror.data.mirror && <Remove />}>
        Mirror to your old vendor
      </CardTitle>
      <p className="px-4 pb-4 text-muted sm:px-5">
        Cairn takes the events and sends them on, so that both have the same. Your clients wait for none of
        it. What waits is in memory only: when the vendor is away for long, it is dropped and counted.
      </p>
      {mirror.data.mirror && <Counts mirror={mirror.data} />}
      <MirrorForm
        key={`${slug} ${mirror.data.mirror?.updatedAt ?? ""}`}
        mirror={mirror.data.mirror ?? null}
        formats={mirror.data.formats}
      />
    </Card>
  );
}

function Counts({ mirror }: { mirror: Mirror }) {
  const { timeZone } = useFrame();
  const figures = [
    ["Sent", mirror.sent],
    ["Failed", mirror.failed],
    ["Dropped", mirror.dropped],
    ["Waiting", mirror.waiting],
  ] as const;
  return (
    <div className="grid gap-3 px-4 pb-5 sm:px-5">
      <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4" aria-label="Requests since Cairn started">
        {figures.map(([name, count]) => (
          <div key={name} className="rounded-lg bg-sunken px-3 py-2">
            <dt className="text-[0.8125rem] text-muted">{name}</dt>
            <dd className="text-lg font-semibold tabular-nums">{formatNumber(count)}</dd>
          </div>
        ))}
      </dl>
      <p className="text-[0.8125rem] text-muted">Requests since Cairn started.</p>
      {mirror.mirror && !mirror.mirror.isKeyReadable && (
        <Notice tone="warn">
          The vendor&rsquo;s key cannot be read with this Cairn&rsquo;s master key. Enter it again: nothing is
          sent until then.
        </Notice>
      )}
      {mirror.lastFailure && (
        <Notice tone="warn">
          {mirror.lastFailure}{" "}
          {mirror.lastFailureAt && (
            <>
              The last time: <Age at={mirror.lastFailureAt} timeZone={timeZone} />.
            </>
          )}
        </Notice>
      )}
    </div>
  );
}

function Remove() {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button look="ghost" onClick={() => setAsks(true)}>
        <Trash2 aria-hidden />
        Remove
      </Button>
      {asks && (
        <ConfirmDialog
          title="Remove the mirror?"
          action="Remove the mirror"
          run={() => removeMirror(slug)}
          onDone={() => {
            setAsks(false);
            void client.invalidateQueries({ queryKey: mirrorQuery(slug).queryKey });
            toast("The mirror is removed. Nothing is sent on any more.");
          }}
          onClose={() => setAsks(false)}
        >
          <p>The vendor gets nothing any more, what waits is thrown away, and its key is forgotten.</p>
        </ConfirmDialog>
      )}
    </>
  );
}
