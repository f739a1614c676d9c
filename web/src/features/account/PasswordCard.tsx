import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { accountSessionsQuery, changePassword } from "@/api/account";
import { ApiError } from "@/api/http";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { NewPasswordField } from "@/features/session/NewPasswordField";

export function PasswordCard({ email }: { email: string }) {
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const changing = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      toast("The password is changed. Every other browser is signed out.");
      setOpen(false);
      setCurrent("");
      setNext("");
      void client.invalidateQueries({ queryKey: accountSessionsQuery.queryKey });
    },
  });
  const refused = changing.error instanceof ApiError ? changing.error : null;
  return (
    <Card labelledBy="password-title">
      <CardTitle
        id="password-title"
        aside={!open && <Button onClick={() => setOpen(true)}>Change the password</Button>}
      >
        Password
      </CardTitle>
      {open && (
        <form
          className="grid max-w-sm gap-4 px-4 pb-5 sm:px-5"
          onSubmit={(event) => {
            event.preventDefault();
            if (!changing.isPending) changing.mutate({ currentPassword: current, newPassword: next });
          }}
        >
          {changing.error && !refused?.errors.length && <ErrorNotice error={changing.error} />}
          {/* For password managers, which keep a password beside its name. */}
          <input type="text" name="email" autoComplete="username" value={email} readOnly hidden />
          <TextField
            label="Current password"
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            value={current}
            error={refused?.field("/currentPassword")}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <NewPasswordField value={next} error={refused?.field("/newPassword")} onChange={setNext} />
          <div className="flex flex-wrap gap-2">
            <Button type="submit" look="primary" busy={changing.isPending}>
              Change it
            </Button>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
          </div>
        </form>
      )}
    </Card>
  );
}
