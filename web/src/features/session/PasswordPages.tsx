import { Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { CenteredPage } from "@/components/CenteredPage";
import { ForgotPasswordForm } from "./ForgotPasswordForm";
import { ResetPasswordForm } from "./ResetPasswordForm";

const toSignIn = (
  <Link
    to="/sign-in"
    className="mt-4 inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:underline"
  >
    Go to sign-in
  </Link>
);

export function ForgotPasswordPage() {
  return (
    <CenteredPage title="Forgot the password" lead="A link sets a new one.">
      <ForgotPasswordForm />
      {toSignIn}
    </CenteredPage>
  );
}

/** The token stands behind the #, which browsers send to nobody. */
export function ResetPasswordPage() {
  const token = useLocation({ select: ({ hash }) => hash });
  const [isSet, setIsSet] = useState(false);
  if (isSet)
    return (
      <CenteredPage
        title="The password is set"
        lead="Every browser that was signed in is signed out now. Sign in with the new password."
      >
        {toSignIn}
      </CenteredPage>
    );
  if (!token)
    return (
      <CenteredPage title="Set a new password" lead="This link is not whole. Open it from the letter again.">
        {toSignIn}
      </CenteredPage>
    );
  return (
    <CenteredPage title="Set a new password">
      <ResetPasswordForm token={token} onDone={() => setIsSet(true)} />
    </CenteredPage>
  );
}
