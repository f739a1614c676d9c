import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  askErasure,
  erasuresQuery,
  previewErasure,
  type ErasurePreview,
  type NamedPerson,
} from "@/api/privacy";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { formatNumber } from "@/lib/format";
import { removedRows } from "./removed";

const word = "erase";

interface EraseDialogProps {
  slug: string;
  person: NamedPerson;
  onClose: () => void;
}

/** Shows what would go, and asks for a typed word before it does. */
export function EraseDialog({ slug, person, onClose }: EraseDialogProps) {
  const preview = useQuery({
    queryKey: ["project", slug, "erasure-preview", person] as const,
    queryFn: () => previewErasure(slug, person),
    retry: false,
    gcTime: 0,
  });
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title="Erase this person?"
      lead="Every row, file and key goes for good. Nobody can take it back, and numbers of the past change."
    >
      {preview.isError ? (
        <div className="grid gap-4">
          <ErrorNotice error={preview.error} />
          <div className="flex justify-end">
            <Button onClick={onClose}>Close</Button>
          </div>
        </div>
      ) : preview.data ? (
        <EraseForm slug={slug} person={person} preview={preview.data} onClose={onClose} />
      ) : (
        <div role="status" aria-label="Counting what would go" className="grid gap-2">
          <Skeleton className="h-5 w-48" />
          <Skeleton className="h-24" />
        </div>
      )}
    </Modal>
  );
}

function EraseForm({ slug, person, preview, onClose }: EraseDialogProps & { preview: ErasurePreview }) {
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  const [blockFuture, setBlockFuture] = useState(false);
  const erasing = useMutation({
    mutationFn: () => askErasure(slug, { ...person, ...(reason ? { reason } : {}), blockFuture }),
    onSuccess: async () => {
      toast("The erasure has begun. Settings, Data and privacy, say how far it is.");
      onClose();
      await client.invalidateQueries({ queryKey: erasuresQuery(slug).queryKey });
    },
  });
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === word && !erasing.isPending) erasing.mutate();
      }}
    >
      <WhatGoes preview={preview} />
      {preview.needsEditing.length > 0 && (
        <Notice tone="warn">
          {formatNumber(preview.needsEditing.length)} saved reports, cohorts or boards name this person. Cairn
          does not rewrite them; the receipt lists them.
        </Notice>
      )}
      <TextField
        label="Reason"
        hint="Optional. It is kept, so it must not name the person."
        value={reason}
        maxLength={500}
        onChange={(event) => setReason(event.target.value)}
      />
      <label className="flex min-h-11 items-start gap-2.5 py-1.5">
        <input
          type="checkbox"
          className="mt-1 size-4 accent-accent"
          checked={blockFuture}
          onChange={(event) => setBlockFuture(event.target.checked)}
        />
        <span>
          Refuse new events of these ids
          <span className="block text-[0.8125rem] text-muted">
            Without it, whoever comes back with one of them is somebody new.
          </span>
        </span>
      </label>
      <TextField
        label={`Type ${word} to confirm`}
        value={text}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      {erasing.error && <ErrorNotice error={erasing.error} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Keep the person</Button>
        <Button type="submit" look="danger" disabled={text.trim() !== word} busy={erasing.isPending}>
          Erase for good
        </Button>
      </div>
    </form>
  );
}

function WhatGoes({ preview }: { preview: ErasurePreview }) {
  const rows = removedRows({ ...preview.rows, dead_letters: preview.deadLetters });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3" data-erasure-preview={preview.personId}>
      <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 rounded-lg border border-line bg-sunken px-3.5 py-2.5">
        <dt className="text-muted">Distinct ids</dt>
        <dd className="text-right tabular-nums">{formatNumber(preview.distinctIdCount)}</dd>
        {rows.map(({ name, count }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="text-right tabular-nums">{formatNumber(count)}</dd>
          </div>
        ))}
        <dt className="text-muted">Encryption keys</dt>
        <dd className="text-right tabular-nums">{formatNumber(preview.keys)}</dd>
      </dl>
      <p className="font-mono text-[0.8125rem] text-muted wrap-anywhere">
        {preview.distinctIds.slice(0, 5).join(", ")}
        {preview.distinctIdCount > 5 && ` and ${formatNumber(preview.distinctIdCount - 5)} more`}
      </p>
    </div>
  );
}
