import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { Skeleton } from "@/components/ui/Skeleton";
import { accountRoute } from "./account";
import { homeRoute } from "./home";
import { invitationRoute } from "./invitation";
import { newProjectRoute } from "./newProject";
import { overviewRoute } from "./overview";
import { pageRoutes } from "./pages";
import { forgotPasswordRoute, resetPasswordRoute } from "./passwords";
import { projectRoute } from "./project";
import { rootRoute } from "./root";
import { setupRoute } from "./setup";
import { embedRoute, sharedRoute } from "./shared";
import { signInRoute } from "./signIn";

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      homeRoute,
      setupRoute,
      signInRoute,
      forgotPasswordRoute,
      resetPasswordRoute,
      invitationRoute,
      accountRoute,
      newProjectRoute,
      sharedRoute,
      embedRoute,
      projectRoute.addChildren([overviewRoute, ...pageRoutes]),
    ]),
    context: { queryClient },
    defaultPendingMs: 150,
    defaultPendingComponent: PendingPage,
    scrollRestoration: false,
    // Where the pointer or the focus rests, the page behind a link is fetched already.
    defaultPreload: "intent",
  });
}

/** The bones of a page while its code and its first answer are on their way. */
function PendingPage() {
  return (
    <div role="status" aria-label="Loading" className="mx-auto grid max-w-6xl gap-5 px-4 py-6 sm:px-6">
      <Skeleton className="h-7 w-40" />
      <Skeleton className="h-96 w-full" />
      <Skeleton className="h-64 w-full" />
    </div>
  );
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
