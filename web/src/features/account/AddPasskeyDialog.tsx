import { useState } from "react";
import { addPasskey, passkeyOptions } from "@/api/account";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { toast } from "@/components/ui/toast";
import { createPasskey } from "@/lib/passkeys";
import { PasswordStep } from "./PasswordStep";

export function AddPasskeyDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState("");
  const make = async (password: string) => {
    const { options, ticket } = await passkeyOptions(password);
    const credential = await createPasskey(options);
    if (credential === null) return false;
    await addPasskey({ ticket, credential, name: name.trim() || "Passkey" });
    return true;
  };
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a passkey"
      lead="The browser asks next where to keep it."
    >
      <div className="grid gap-4">
        <TextField
          label="Name"
          maxLength={100}
          autoComplete="off"
          placeholder="Work laptop"
          hint="To know it again when you remove one."
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <PasswordStep
          run={make}
          action="Add it"
          onCancel={onClose}
          onDone={(isMade) => {
            if (isMade) toast("The passkey is added.");
            onClose();
          }}
        />
      </div>
    </Modal>
  );
}
