import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { signIn } from "@/api/account";
import { sessionQuery } from "@/api/queries";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { PasskeyButton } from "./PasskeyButton";
import { SecondStepForm } from "./SecondStepForm";

/** E-mail address and password, then the second factor where the account has one; or a passkey. */
export function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [ticket, setTicket] = useState<string | null>(null);
  const done = async () => {
    queryClient.clear();
    await queryClient.fetchQuery(sessionQuery);
    onSignedIn();
  };
  const attempt = useMutation({
    mutationFn: signIn,
    onSuccess: async (second) => {
      if (second === null) await done();
      else setTicket(second);
    },
  });

  if (ticket !== null)
    return <SecondStepForm ticket={ticket} onSignedIn={done} onBack={() => setTicket(null)} />;
  return (
    <div className="grid gap-4">
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!attempt.isPending) attempt.mutate({ email, password });
        }}
      >
        {attempt.error && <ErrorNotice error={attempt.error} />}
        <TextField
          label="Email"
          type="email"
          name="email"
          autoComplete="username webauthn"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" look="primary" busy={attempt.isPending}>
          {attempt.isPending ? "Signing in" : "Sign in"}
        </Button>
      </form>
      <PasskeyButton onSignedIn={done} />
      <Link
        to="/forgot-password"
        className="inline-flex min-h-11 w-fit items-center font-medium text-muted underline-offset-4 hover:text-ink hover:underline md:min-h-0"
      >
        Forgot the password?
      </Link>
    </div>
  );
}
