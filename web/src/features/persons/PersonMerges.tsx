import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { personMergesQuery, undoMerge } from "@/api/people";
import type { PersonProfile } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { formatDateTime } from "@/lib/format";
import { toldMerges, type ToldMerge } from "./merges";
import { PersonSide } from "./PersonSide";

interface PersonMergesProps {
  slug: string;
  person: PersonProfile;
  timeZone: string;
  /** Taking a merge back is for administrators. */
  mayUndo: boolean;
}

/** Which ids were joined to this person, when and how; each can be taken back. */
export function PersonMerges({ slug, person, timeZone, mayUndo }: PersonMergesProps) {
  const log = useQuery(personMergesQuery(slug, person.distinctIds));
  const [asked, setAsked] = useState<ToldMerge | null>(null);
  const merges = toldMerges(log.data ?? []);
  if (log.isError)
    return (
      <PersonSide id="person-merges" title="Merges">
        <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />
      </PersonSide>
    );
  if (merges.length === 0) return null;
  return (
    <PersonSide id="person-merges" title="Merges">
      <ul className="grid grid-cols-[minmax(0,1fr)] gap-3">
        {merges.map((merge) => (
          <li
            key={merge.line.sequence}
            data-merge={merge.line.sequence}
            data-undone={merge.undoneAt !== null}
          >
            <p className="font-mono text-[0.8125rem] wrap-anywhere">
              {merge.line.from} <span className="text-muted">→</span> {merge.line.into}
            </p>
            <div className="flex flex-wrap items-center justify-between gap-x-3 text-[0.8125rem] text-muted">
              <span>
                {ways[merge.line.kind] ?? merge.line.kind}, {formatDateTime(merge.line.at, timeZone)}
                {merge.undoneAt && `; undone ${formatDateTime(merge.undoneAt, timeZone)}`}
              </span>
              {mayUndo && merge.undoneAt === null && (
                <Button look="ghost" className="-mr-3" onClick={() => setAsked(merge)}>
                  Undo
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      {asked && <UndoDialog slug={slug} merge={asked} onClose={() => setAsked(null)} />}
    </PersonSide>
  );
}

const ways: Record<string, string> = {
  identify: "By $identify",
  alias: "By $alias",
  merge: "By hand",
};

function UndoDialog({ slug, merge, onClose }: { slug: string; merge: ToldMerge; onClose: () => void }) {
  const queryClient = useQueryClient();
  const { from, into, sequence } = merge.line;
  const undo = useMutation({
    mutationFn: () => undoMerge(slug, sequence),
    onSuccess: async () => {
      onClose();
      toast(`${from} is a person of its own again.`);
      // Every number of the project may be another one now.
      await queryClient.invalidateQueries({ queryKey: ["project", slug] });
    },
  });
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Take this merge back?"
      lead={`${from} and ${into} become two persons again, in every report and for events of the past too. They can be merged again.`}
    >
      {undo.isError && <ErrorNotice error={undo.error} className="mb-3" />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button look="primary" busy={undo.isPending} onClick={() => undo.mutate()}>
          Undo the merge
        </Button>
      </div>
    </Modal>
  );
}
