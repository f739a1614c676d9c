import { createRoute, redirect, useRouter } from "@tanstack/react-router";
import { sessionQuery, setupQuery } from "@/api/queries";
import { CenteredPage } from "@/components/CenteredPage";
import { SignInForm } from "@/features/session/SignInForm";
import { rootRoute } from "./root";

export const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  // Named also when it is refused: the router would otherwise let the URL's own word through.
  validateSearch: (raw: Record<string, unknown>): { next?: string } => ({
    next: isOwnPath(raw["next"]) ? raw["next"] : undefined,
  }),
  beforeLoad: async ({ context }) => {
    if (await context.queryClient.ensureQueryData(sessionQuery)) throw redirect({ to: "/" });
    const { needed } = await context.queryClient.fetchQuery(setupQuery);
    if (needed) throw redirect({ to: "/setup" });
  },
  component: SignInPage,
});

/** Only a path of this site: a link from elsewhere must not lead elsewhere after the password. */
function isOwnPath(value: unknown): value is string {
  return typeof value === "string" && /^\/(?![/\\])/.test(value);
}

function SignInPage() {
  const { next } = signInRoute.useSearch();
  const router = useRouter();
  return (
    <CenteredPage title="Sign in">
      <SignInForm onSignedIn={() => router.history.push(next ?? "/")} />
    </CenteredPage>
  );
}
