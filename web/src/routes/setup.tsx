import { useQueryClient } from "@tanstack/react-query";
import { createRoute, redirect, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { setupQuery } from "@/api/queries";
import type { CreatedProject } from "@/api/types";
import { CenteredPage } from "@/components/CenteredPage";
import { AfterCreation } from "@/features/setup/AfterCreation";
import { SetupForm } from "@/features/setup/SetupForm";
import { rootRoute } from "./root";

export const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/setup",
  validateSearch: (raw: Record<string, unknown>): { token?: string } => ({
    token:
      typeof raw["token"] === "string" || typeof raw["token"] === "number" ? String(raw["token"]) : undefined,
  }),
  beforeLoad: async ({ context }) => {
    const { needed } = await context.queryClient.fetchQuery(setupQuery);
    if (!needed) throw redirect({ to: "/" });
  },
  component: SetupPage,
});

function SetupPage() {
  const { token } = setupRoute.useSearch();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [created, setCreated] = useState<CreatedProject | null>(null);

  if (created) {
    return (
      <AfterCreation
        created={created}
        lead="You are signed in."
        onOpen={() => {
          queryClient.clear();
          void navigate({ to: "/p/$slug", params: { slug: created.slug } });
        }}
      />
    );
  }
  if (!token) {
    return (
      <CenteredPage
        title="Set up Cairn"
        lead="Cairn has no account yet. Open the link that it printed when it started: it carries the one-time token that makes you its owner."
      />
    );
  }
  return (
    <CenteredPage title="Set up Cairn" lead="One account and one project, then the first event." wide>
      <SetupForm token={token} onCreated={setCreated} />
    </CenteredPage>
  );
}
