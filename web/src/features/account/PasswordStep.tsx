import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";

interface PasswordStepProps<T> {
  run: (password: string) => Promise<T>;
  onDone: (result: T) => void;
  onCancel: () => void;
  action: string;
  look?: "primary" | "danger";
}

/** Asks for the password again before something that a found browser must not be able to do. */
export function PasswordStep<T>({ run, onDone, onCancel, action, look = "primary" }: PasswordStepProps<T>) {
  const [password, setPassword] = useState("");
  const proving = useMutation({ mutationFn: run, onSuccess: onDone });
  const refused = proving.error instanceof ApiError ? proving.error.field("/password") : undefined;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!proving.isPending) proving.mutate(password);
      }}
    >
      {proving.error && !refused && <ErrorNotice error={proving.error} />}
      <TextField
        label="Your password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        value={password}
        error={refused}
        onChange={(event) => setPassword(event.target.value)}
      />
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look={look} busy={proving.isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}
