import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { signInSecondStep } from "@/api/account";
import { ApiError } from "@/api/http";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";

interface SecondStepFormProps {
  ticket: string;
  onSignedIn: () => Promise<void>;
  onBack: () => void;
}

/** The second step of a sign-in: a code of the authenticator app, or a recovery code. */
export function SecondStepForm({ ticket, onSignedIn, onBack }: SecondStepFormProps) {
  const [code, setCode] = useState("");
  const [recovering, setRecovering] = useState(false);
  const attempt = useMutation({
    mutationFn: (typed: string) =>
      signInSecondStep(recovering ? { ticket, recoveryCode: typed } : { ticket, code: typed }),
    onSuccess: onSignedIn,
  });
  const isOver = attempt.error instanceof ApiError && attempt.error.code === "ticket_over";
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!attempt.isPending) attempt.mutate(code.trim());
      }}
    >
      {attempt.error && <ErrorNotice error={attempt.error} />}
      {recovering ? (
        <TextField
          key="recovery"
          label="Recovery code"
          name="recovery-code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          autoFocus
          hint="One of the ten you kept when you turned the second factor on. Each works once."
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      ) : (
        <TextField
          key="code"
          label="Code"
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          required
          autoFocus
          hint="The six digits that your authenticator app shows now."
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      )}
      {!isOver && (
        <Button type="submit" look="primary" busy={attempt.isPending}>
          {attempt.isPending ? "Signing in" : "Sign in"}
        </Button>
      )}
      <div className="flex flex-wrap gap-2">
        <Button
          look="ghost"
          onClick={() => {
            setRecovering(!recovering);
            setCode("");
            attempt.reset();
          }}
        >
          {recovering ? "Use the app" : "Use a recovery code"}
        </Button>
        <Button look="ghost" onClick={onBack}>
          Start again
        </Button>
      </div>
    </form>
  );
}
