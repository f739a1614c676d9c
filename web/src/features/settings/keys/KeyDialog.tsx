import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { changeKey, createKey, type KeyPlace } from "@/api/keys";
import type { Key } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { KeyForm } from "./KeyForm";
import { changeOf, draftOf, emptyDraft, newKeyOf } from "./keyDraft";
import { kinds, type KeyKind } from "./kinds";
import { MadeKey } from "./MadeKey";
import { useKeysChanged } from "./useKeysChanged";

interface KeyDialogProps {
  place: KeyPlace;
  kind: KeyKind;
  /** The one to change; null: a new one. */
  item: Key | null;
  own: string;
  onClose: () => void;
}

/** Makes a key, whose secret is then shown this once, or changes one. */
export function KeyDialog({ place, kind, item, own, onClose }: KeyDialogProps) {
  const changed = useKeysChanged(place);
  const [before] = useState(() => (item ? draftOf(item) : emptyDraft));
  const [draft, setDraft] = useState(before);
  const saving = useMutation({
    mutationFn: () =>
      item
        ? changeKey(place, item.id, changeOf(kind, draft, before))
        : createKey(place, newKeyOf(kind, draft)),
    onSuccess: () => {
      changed();
      if (!item) return;
      toast("The key is changed.");
      onClose();
    },
  });
  const { word } = kinds[kind];
  const made = item ? undefined : saving.data;
  const hasFieldFaults = saving.error instanceof ApiError && saving.error.errors.length > 0;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={made ? `The ${word}` : item ? `Change ${item.name}` : `New ${word}`}
    >
      {made ? (
        <MadeKey made={made} onClose={onClose} />
      ) : (
        <form
          className="grid grid-cols-[minmax(0,1fr)] gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!saving.isPending) saving.mutate();
          }}
        >
          {saving.error && !hasFieldFaults && <ErrorNotice error={saving.error} />}
          <KeyForm
            kind={kind}
            draft={draft}
            onChange={setDraft}
            own={own}
            isNew={!item}
            error={saving.error}
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" busy={saving.isPending}>
              {item ? "Save" : "Make the key"}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
