import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keysQuery, revokeKey } from "@/api/settings";
import type { Key } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { CopyButton } from "@/components/ui/CopyButton";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { formatCalendarDay, formatNumber } from "@/lib/format";
import { ConfirmDialog } from "../ConfirmDialog";

interface KeyTableProps {
  kind: "write" | "api";
  /** Undefined while they load. */
  keys: Key[] | undefined;
}

/** Keys of one kind, those in use first; revoked ones fold away. */
export function KeyTable({ kind, keys }: KeyTableProps) {
  const { slug } = useFrame();
  const client = useQueryClient();
  const [ending, setEnding] = useState<Key | null>(null);
  const [all, setAll] = useState(false);
  if (!keys) return <Skeleton className="mx-4 mb-5 h-24 sm:mx-5" />;
  const active = keys.filter((key) => !key.revokedAt);
  const revoked = keys.filter((key) => key.revokedAt);
  return (
    <>
      <ul className="border-t border-line" data-keys={kind}>
        {active.length === 0 && (
          <li className="px-4 py-4 text-muted sm:px-5">
            {kind === "write"
              ? "No write key is in use: nothing can send events."
              : "No API key is in use. Make one for a script, a notebook or another program."}
          </li>
        )}
        {[...active, ...(all ? revoked : [])].map((key) => (
          <KeyRow key={key.id} item={key} onRevoke={() => setEnding(key)} />
        ))}
      </ul>
      {revoked.length > 0 && (
        <Button look="ghost" className="m-1.5" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Hide" : "Show"} {formatNumber(revoked.length)} revoked
        </Button>
      )}
      {ending && (
        <ConfirmDialog
          title={`Revoke ${ending.name}`}
          action="Revoke"
          run={() => revokeKey(slug, ending.id)}
          onDone={() => {
            setEnding(null);
            toast("The key is revoked.");
            void client.invalidateQueries({ queryKey: keysQuery(slug).queryKey });
            void client.invalidateQueries({ queryKey: ["project", slug], exact: true });
          }}
          onClose={() => setEnding(null)}
        >
          <p>
            {ending.kind === "write"
              ? "Whatever sends events with this key is refused from now on."
              : "Whatever reads answers with this key is refused from now on."}{" "}
            This cannot be undone.
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function KeyRow({ item, onRevoke }: { item: Key; onRevoke: () => void }) {
  const { timeZone } = useFrame();
  const text = item.key ?? item.hint ?? "";
  return (
    <li
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 border-b border-line px-4 py-2.5 last:border-0 sm:px-5",
        item.revokedAt && "text-muted",
      )}
      data-key={item.id}
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="truncate font-medium">{item.name}</span>
          {item.role && (
            <span className="rounded-md border border-line px-1.5 text-xs text-muted">{item.role}</span>
          )}
          {item.eventsPerSecond !== null && (
            <span className="rounded-md border border-line px-1.5 text-xs text-muted">
              {formatNumber(item.eventsPerSecond)} events/s
            </span>
          )}
        </p>
        <p className="flex min-w-0 items-center gap-1">
          <code id={`key-${item.id}`} className="min-w-0 truncate font-mono text-[0.8125rem] text-muted">
            {text}
          </code>
          {item.key && !item.revokedAt && (
            <CopyButton text={item.key} label={`Copy the key ${item.name}`} selectId={`key-${item.id}`} />
          )}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {item.revokedAt
            ? `Revoked on ${formatCalendarDay(item.revokedAt, timeZone)}`
            : `Made on ${formatCalendarDay(item.createdAt, timeZone)}`}
          {item.kind === "api" && !item.revokedAt && (
            <>
              {" · "}
              {item.lastUsedAt ? (
                <>
                  last used <Age at={item.lastUsedAt} timeZone={timeZone} />
                </>
              ) : (
                "never used"
              )}
            </>
          )}
        </p>
      </div>
      {!item.revokedAt && (
        <Button look="ghost" aria-label={`Revoke ${item.name}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}
