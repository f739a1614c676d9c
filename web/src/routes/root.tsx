import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, Link, Outlet, redirect } from "@tanstack/react-router";
import { ApiError } from "@/api/http";
import { sessionQuery, setupQuery } from "@/api/queries";
import { CenteredPage } from "@/components/CenteredPage";
import { Button } from "@/components/ui/Button";
import { ErrorNotice } from "@/components/ui/Notice";

export interface RouterContext {
  queryClient: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
  errorComponent: ({ error, reset }) => <BrokenPage error={error} onRetry={reset} />,
});

/** Who is signed in; sends everybody else to where they can become it, and back afterwards. */
export async function requireSession(queryClient: QueryClient, href: string) {
  const session = await queryClient.ensureQueryData(sessionQuery);
  if (session) {
    // Nothing else answers before it is set up.
    if (session.isSecondFactorMissing && !href.startsWith("/account")) throw redirect({ to: "/account" });
    return session;
  }
  const { needed } = await queryClient.fetchQuery(setupQuery);
  if (needed) throw redirect({ to: "/setup" });
  throw redirect({ to: "/sign-in", search: href === "/" ? {} : { next: href } });
}

export function NotFoundPage() {
  return (
    <CenteredPage
      title="Nothing here"
      lead="This address leads to no page, or to a project that you may not see."
    >
      <Link to="/" className="font-medium text-accent underline-offset-2 hover:underline">
        Go to your project
      </Link>
    </CenteredPage>
  );
}

function BrokenPage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error instanceof ApiError && (error.status === 404 || error.status === 403)) return <NotFoundPage />;
  return (
    <CenteredPage title="This page could not be opened">
      <div className="grid gap-4">
        <ErrorNotice error={error} />
        <Button
          look="primary"
          className="w-fit"
          onClick={() => {
            onRetry();
            window.location.reload();
          }}
        >
          Reload
        </Button>
      </div>
    </CenteredPage>
  );
}
