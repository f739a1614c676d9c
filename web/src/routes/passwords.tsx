import { createRoute, Link, useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { CenteredPage } from "@/components/CenteredPage";
import { ForgotPasswordForm } from "@/features/session/ForgotPasswordForm";
import { ResetPasswordForm } from "@/features/session/ResetPasswordForm";
import { rootRoute } from "./root";

const toSignIn = (
  <Link
    to="/sign-in"
    className="mt-4 inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:underline"
  >
    Go to sign-in
  </Link>
);

export const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/forgot-password",
  component: () => (
    <CenteredPage title="Forgot the password" lead="A link sets a new one.">
      <ForgotPasswordForm />
      {toSignIn}
    </CenteredPage>
  ),
});

export const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset-password",
  component: ResetPasswordPage,
});

/** The token stands behind the #, which browsers send to nobody. */
function ResetPasswordPage() {
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
