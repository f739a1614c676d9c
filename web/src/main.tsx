import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/http";
import { createQueryClient, sessionQuery } from "./api/queries";
import { createAppRouter } from "./routes/router";
import "./styles.css";
import "./theme/theme";

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

// The code of the page that is opened is asked for together with the session, not after it.
for (const { routeId } of router.matchRoutes(router.latestLocation)) {
  void router.routesById[routeId as keyof typeof router.routesById].options.component?.preload?.();
}

// A session that ended elsewhere: forget who it was, and let the page's own guard lead to the sign-in.
queryClient.getQueryCache().subscribe((event) => {
  if (event.type !== "updated" || event.action.type !== "error") return;
  const { error } = event.action;
  if (!(error instanceof ApiError)) return;
  if (error.code === "second_factor_required")
    void queryClient.resetQueries({ queryKey: sessionQuery.queryKey });
  else if (error.status === 401) queryClient.setQueryData(sessionQuery.queryKey, null);
  else return;
  void router.invalidate();
});

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no element #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
