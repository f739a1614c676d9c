import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountQuery, confirmSecondFactor, startSecondFactor, type Enrolment } from "@/api/account";
import { ApiError } from "@/api/http";
import { sessionQuery } from "@/api/queries";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { PasswordStep } from "./PasswordStep";
import { QrCode } from "./QrCode";
import { RecoveryCodeList } from "./RecoveryCodeList";

/** Password, then the code to scan, then a code of the app, then the recovery codes. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={codes ? "Recovery codes" : "Turn on the second factor"}
    >
      {codes ? (
        <RecoveryCodeList codes={codes} onClose={onClose} />
      ) : enrolment ? (
        <ScanStep enrolment={enrolment} onConfirmed={setCodes} />
      ) : (
        <PasswordStep run={startSecondFactor} onDone={setEnrolment} onCancel={onClose} action="Go on" />
      )}
    </Modal>
  );
}

interface ScanStepProps {
  enrolment: Enrolment;
  onConfirmed: (codes: string[]) => void;
}

function ScanStep({ enrolment, onConfirmed }: ScanStepProps) {
  const client = useQueryClient();
  const [code, setCode] = useState("");
  const confirming = useMutation({
    mutationFn: confirmSecondFactor,
    onSuccess: ({ recoveryCodes }) => {
      onConfirmed(recoveryCodes);
      void client.invalidateQueries({ queryKey: accountQuery.queryKey });
      void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const refused = confirming.error instanceof ApiError ? confirming.error.field("/code") : undefined;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirming.isPending) confirming.mutate(code.trim());
      }}
    >
      <p className="text-muted">Scan this with an authenticator app, then type the code that it shows.</p>
      <div className="grid justify-items-center gap-2">
        <QrCode text={enrolment.uri} label="QR code for the authenticator app" />
        <p className="text-center text-[0.8125rem] text-muted">
          No camera? Type this key, or{" "}
          <a
            href={enrolment.uri}
            className="inline-block font-medium text-ink underline underline-offset-4 max-md:py-3"
          >
            open it in an app here
          </a>
          .
        </p>
        <code className="text-center font-mono text-sm wrap-anywhere" data-secret={enrolment.secret}>
          {enrolment.secret.match(/.{1,4}/g)?.join(" ")}
        </code>
      </div>
      {confirming.error && !refused && <ErrorNotice error={confirming.error} />}
      <TextField
        label="Code"
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        autoFocus
        value={code}
        error={refused}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button type="submit" look="primary" className="justify-self-end" busy={confirming.isPending}>
        Turn it on
      </Button>
    </form>
  );
}
