import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { askForReset } from "@/api/account";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice, Notice } from "@/components/ui/Notice";

/** Asks for a link that sets a new password. What it says does not tell whether there is such an account. */
export function ForgotPasswordForm() {
  const [email, setEmail] = useState("");
  const asking = useMutation({ mutationFn: askForReset });
  if (asking.data)
    return asking.data.mail ? (
      <Notice>
        If there is an account with this address, a letter with a link is on its way. The link works once, for
        an hour.
      </Notice>
    ) : (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Notice>This Cairn sends no mail. Ask whoever runs it for a link; this makes one:</Notice>
        <Code text={`cairn reset-password ${email}`} label="the command" />
      </div>
    );
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!asking.isPending) asking.mutate(email.trim());
      }}
    >
      {asking.error && <ErrorNotice error={asking.error} />}
      <TextField
        label="Email"
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <Button type="submit" look="primary" busy={asking.isPending}>
        Send me a link
      </Button>
    </form>
  );
}
