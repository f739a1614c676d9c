import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { setPassword } from "@/api/account";
import { ApiError } from "@/api/http";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { NewPasswordField } from "./NewPasswordField";

/** Sets a new password with the token of a link. */
export function ResetPasswordForm({ token, onDone }: { token: string; onDone: () => void }) {
  const [password, setNext] = useState("");
  const setting = useMutation({ mutationFn: setPassword, onSuccess: onDone });
  const refused = setting.error instanceof ApiError ? setting.error : null;
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!setting.isPending) setting.mutate({ token, password });
      }}
    >
      {setting.error && !refused?.field("/password") && <ErrorNotice error={setting.error} />}
      <NewPasswordField value={password} error={refused?.field("/password")} onChange={setNext} />
      <Button type="submit" look="primary" busy={setting.isPending}>
        Set the password
      </Button>
    </form>
  );
}
