import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { rotateKey, type KeyPlace } from "@/api/keys";
import type { Key } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Field } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { MadeKey } from "./MadeKey";
import { useKeysChanged } from "./useKeysChanged";

const overlaps = [
  { hours: 0, label: "ends now" },
  { hours: 1, label: "goes on for 1 hour" },
  { hours: 24, label: "goes on for 1 day" },
  { hours: 72, label: "goes on for 3 days" },
  { hours: 168, label: "goes on for 7 days" },
] as const;

interface RotateDialogProps {
  place: KeyPlace;
  item: Key;
  onClose: () => void;
}

/** Makes a successor; the old key goes on for a while, so that nothing stands still in between. */
export function RotateDialog({ place, item, onClose }: RotateDialogProps) {
  const changed = useKeysChanged(place);
  const [hours, setHours] = useState(24);
  const rotating = useMutation({ mutationFn: () => rotateKey(place, item.id, hours), onSuccess: changed });
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={rotating.data ? `The successor of ${item.name}` : `Rotate ${item.name}`}
    >
      {rotating.data ? (
        <MadeKey made={rotating.data.key} onClose={onClose} />
      ) : (
        <form
          className="grid grid-cols-[minmax(0,1fr)] gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!rotating.isPending) rotating.mutate();
          }}
        >
          <p className="text-muted">
            A new key with the same settings is made. Give it to whatever uses the old one before that ends.
          </p>
          {rotating.error && <ErrorNotice error={rotating.error} />}
          <Field label="The old key">
            {(control) => (
              <select {...control} value={hours} onChange={(event) => setHours(Number(event.target.value))}>
                {overlaps.map((overlap) => (
                  <option key={overlap.hours} value={overlap.hours}>
                    {overlap.label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" busy={rotating.isPending}>
              Make the successor
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}
