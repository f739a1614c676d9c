import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { renamePasskey, type Passkey } from "@/api/account";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";

export function RenamePasskeyDialog({ item, onClose }: { item: Passkey; onClose: () => void }) {
  const [name, setName] = useState(item.name);
  const renaming = useMutation({
    mutationFn: () => renamePasskey(item.id, name.trim()),
    onSuccess: onClose,
  });
  return (
    <Modal open onOpenChange={(open) => !open && onClose()} title={`Rename ${item.name}`}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!renaming.isPending) renaming.mutate();
        }}
      >
        {renaming.error && <ErrorNotice error={renaming.error} />}
        <TextField
          label="Name"
          required
          autoFocus
          maxLength={100}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={renaming.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Modal>
  );
}
