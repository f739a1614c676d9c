import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { acceptInvitation, type Offer } from "@/api/account";
import { ApiError } from "@/api/http";
import { sessionQuery } from "@/api/queries";
import { Button } from "@/components/ui/Button";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { NewPasswordField } from "./NewPasswordField";

interface AcceptFormProps {
  token: string;
  offer: Offer;
  /** The slug to go to; null: the instance itself. */
  onAccepted: (slug: string | null) => void;
}

/** Accepts an invitation with the account that is signed in, or with a new one. */
export function AcceptForm({ token, offer, onAccepted }: AcceptFormProps) {
  const client = useQueryClient();
  const [email, setEmail] = useState(offer.email ?? "");
  const [password, setPassword] = useState("");
  const accepting = useMutation({
    mutationFn: acceptInvitation,
    onSuccess: async ({ project }) => {
      client.clear();
      await client.fetchQuery(sessionQuery);
      onAccepted(project);
    },
  });
  const refused = accepting.error instanceof ApiError ? accepting.error : null;
  const hasField = refused?.field("/password") ?? refused?.field("/email");
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!accepting.isPending)
          accepting.mutate(offer.signedInAs ? { token } : { token, email: email.trim(), password });
      }}
    >
      {accepting.error && !hasField && <ErrorNotice error={accepting.error} />}
      {offer.signedInAs ? (
        <p className="wrap-anywhere text-muted">
          You are signed in as <strong className="font-medium text-ink">{offer.signedInAs}</strong>.
        </p>
      ) : (
        <>
          <TextField
            label="Email"
            type="email"
            name="email"
            autoComplete="username"
            required
            readOnly={offer.email !== null}
            hint={offer.email ? "The invitation is for this address." : undefined}
            value={email}
            error={refused?.field("/email")}
            onChange={(event) => setEmail(event.target.value)}
          />
          <NewPasswordField
            label="Password"
            value={password}
            error={refused?.field("/password")}
            onChange={setPassword}
          />
        </>
      )}
      <Button type="submit" look="primary" busy={accepting.isPending}>
        {offer.signedInAs ? "Join" : "Make the account and join"}
      </Button>
      {!offer.signedInAs && (
        <p className="text-muted">
          You have an account?{" "}
          <Link
            to="/sign-in"
            search={{ next: `/invitation#${token}` }}
            className="inline-block font-medium text-ink underline underline-offset-4 max-md:py-3"
          >
            Sign in first
          </Link>
        </p>
      )}
    </form>
  );
}
