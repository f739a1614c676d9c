import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountQuery, newRecoveryCodes, turnOffSecondFactor } from "@/api/account";
import { ApiError } from "@/api/http";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { RecoveryCodeList } from "./RecoveryCodeList";

const words = {
  codes: {
    title: "New recovery codes",
    lead: "Those before open nothing any more.",
    action: "Make new ones",
  },
  off: {
    title: "Turn off the second factor",
    lead: "The password alone signs in again.",
    action: "Turn it off",
  },
} as const;

/** What takes the password and a code, both. */
export function ProveDialog({ deed, onClose }: { deed: "codes" | "off"; onClose: () => void }) {
  const client = useQueryClient();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [codes, setCodes] = useState<string[] | null>(null);
  const doing = useMutation({
    mutationFn: async (proof: { password: string; code: string }) =>
      deed === "codes" ? (await newRecoveryCodes(proof)).recoveryCodes : await turnOff(proof),
    onSuccess: (made) => {
      void client.invalidateQueries({ queryKey: accountQuery.queryKey });
      if (made) return setCodes(made);
      toast("The second factor is off.");
      onClose();
    },
  });
  const refused = doing.error instanceof ApiError ? doing.error : null;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={words[deed].title}
      lead={codes ? undefined : words[deed].lead}
    >
      {codes ? (
        <RecoveryCodeList codes={codes} onClose={onClose} />
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!doing.isPending) doing.mutate({ password, code: code.trim() });
          }}
        >
          {doing.error && !refused?.errors.length && <ErrorNotice error={doing.error} />}
          <TextField
            label="Your password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            value={password}
            error={refused?.field("/password")}
            onChange={(event) => setPassword(event.target.value)}
          />
          <TextField
            label="Code"
            autoComplete="one-time-code"
            required
            hint="Of the app, or a recovery code."
            value={code}
            error={refused?.field("/code")}
            onChange={(event) => setCode(event.target.value)}
          />
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look={deed === "off" ? "danger" : "primary"} busy={doing.isPending}>
              {words[deed].action}
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

async function turnOff(proof: { password: string; code: string }): Promise<null> {
  await turnOffSecondFactor(proof);
  return null;
}
