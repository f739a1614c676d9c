import { useMutation } from "@tanstack/react-query";
import { Fingerprint } from "lucide-react";
import { passkeySignInOptions, signInWithPasskey } from "@/api/account";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";
import { hasPasskeys, showPasskey } from "@/lib/passkeys";

/** Signs in without a password, where the browser can. */
export function PasskeyButton({ onSignedIn }: { onSignedIn: () => Promise<void> }) {
  const attempt = useMutation({
    mutationFn: async () => {
      const { options, ticket } = await passkeySignInOptions();
      const credential = await showPasskey(options);
      if (credential === null) return false;
      await signInWithPasskey({ ticket, credential });
      return true;
    },
    onSuccess: async (isIn) => {
      if (isIn) await onSignedIn();
    },
  });
  if (!hasPasskeys()) return null;
  return (
    <>
      <div className="flex items-center gap-3 text-[0.8125rem] text-muted">
        <span aria-hidden className="h-px flex-1 bg-line" />
        or
        <span aria-hidden className="h-px flex-1 bg-line" />
      </div>
      {attempt.error && <ErrorNotice error={attempt.error} />}
      <Button busy={attempt.isPending} onClick={() => attempt.mutate()}>
        <Fingerprint aria-hidden />
        Sign in with a passkey
      </Button>
    </>
  );
}
