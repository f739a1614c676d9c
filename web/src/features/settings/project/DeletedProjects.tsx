import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { sessionQuery } from "@/api/queries";
import { deletedProjectsQuery, eraseProject, restoreProject } from "@/api/settings";
import type { DeletedProject } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { formatRemaining } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { ConfirmDialog } from "../ConfirmDialog";

/** Deleted projects that the reader may restore; nothing where there are none. */
export function DeletedProjects() {
  const client = useQueryClient();
  const now = useNow(30_000);
  const deleted = useQuery(deletedProjectsQuery);
  const [doing, setDoing] = useState<{ deed: "restore" | "erase"; project: DeletedProject } | null>(null);
  const items = deleted.data?.items ?? [];
  const done = (word: string) => {
    setDoing(null);
    toast(word);
    void client.invalidateQueries({ queryKey: deletedProjectsQuery.queryKey });
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  if (deleted.error) return <ErrorNotice error={deleted.error} onRetry={() => void deleted.refetch()} />;
  if (items.length === 0) return null;
  return (
    <Card labelledBy="deleted-title">
      <CardTitle id="deleted-title">Deleted projects</CardTitle>
      <p className="px-4 pb-3 text-muted sm:px-5">They wait to be erased, and come back whole until then.</p>
      <ul className="border-t border-line">
        {items.map((project) => (
          <li
            key={project.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line px-4 py-2.5 last:border-0 sm:px-5"
            data-deleted={project.slug}
          >
            <div className="min-w-0">
              <p className="font-medium wrap-anywhere">{project.name}</p>
              <p className="text-[0.8125rem] wrap-anywhere text-muted">
                {project.slug} · erased in {formatRemaining(project.eraseAt, now)}
              </p>
            </div>
            <div className="flex flex-wrap gap-2">
              <Button
                aria-label={`Restore ${project.name}`}
                onClick={() => setDoing({ deed: "restore", project })}
              >
                Restore
              </Button>
              <Button
                look="ghost"
                aria-label={`Erase ${project.name} now`}
                onClick={() => setDoing({ deed: "erase", project })}
              >
                Erase now
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {doing?.deed === "restore" && (
        <RestoreDialog
          project={doing.project}
          onDone={() => done("The project is back.")}
          onClose={() => setDoing(null)}
        />
      )}
      {doing?.deed === "erase" && (
        <ConfirmDialog
          title={`Erase ${doing.project.name}`}
          action="Erase for good"
          typed={doing.project.slug}
          run={() => eraseProject(doing.project.id)}
          onDone={() => done("The project is being erased.")}
          onClose={() => setDoing(null)}
        >
          <p>Everything in this project is erased now. This cannot be undone.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}

interface RestoreDialogProps {
  project: DeletedProject;
  onDone: () => void;
  onClose: () => void;
}

/** Its short name may belong to another project by now. */
function RestoreDialog({ project, onDone, onClose }: RestoreDialogProps) {
  const [slug, setSlug] = useState(project.slug);
  const restoring = useMutation({
    mutationFn: () => restoreProject(project.id, slug.trim()),
    onSuccess: onDone,
  });
  const fault = restoring.error instanceof ApiError ? restoring.error.field("/slug") : undefined;
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={`Restore ${project.name}`}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!restoring.isPending) restoring.mutate();
        }}
      >
        <p className="text-muted">Its keys open again, and everybody has the role they had.</p>
        {restoring.error && !fault && <ErrorNotice error={restoring.error} />}
        <TextField
          label="Short name in addresses"
          required
          autoFocus
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={slug}
          error={fault}
          onChange={(event) => setSlug(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={restoring.isPending}>
            Restore
          </Button>
        </div>
      </form>
    </Modal>
  );
}
