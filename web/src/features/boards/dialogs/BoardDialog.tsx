import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/Button";
import { Field, TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { cx } from "@/lib/cx";

interface BoardDialogProps {
  title: string;
  action: string;
  name?: string;
  description?: string | null;
  busy?: boolean;
  error?: unknown;
  onSave: (written: { name: string; description: string }) => void;
  onClose: () => void;
}

/** What a board is called. */
export function BoardDialog(props: BoardDialogProps) {
  const { title, action, busy = false, error, onSave, onClose } = props;
  const [name, setName] = useState(props.name ?? "");
  const [description, setDescription] = useState(props.description ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave({ name: name.trim(), description: description.trim() });
  };
  return (
    <Modal
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
    >
      <form onSubmit={submit} className="grid gap-4">
        <TextField
          label="Name"
          required
          autoFocus
          maxLength={200}
          placeholder="Weekly numbers"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Field label="Description" hint="What the board is for. May be left out.">
          {(control) => (
            <textarea
              {...control}
              rows={2}
              maxLength={2_000}
              value={description}
              onChange={(event) => setDescription(event.target.value)}
              className={cx(control.className, "h-auto! py-2 leading-5")}
            />
          )}
        </Field>
        {Boolean(error) && <ErrorNotice error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
