import type { ReactNode } from "react";
import type { Project } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { InstallCard } from "@/features/install/InstallCard";
import { LoadSample } from "@/features/install/LoadSample";

/** Before the first event: what will be here, how it comes here, and a way to see it all at once. */
export function EmptyOverview({ project, children }: { project: Project; children: ReactNode }) {
  return (
    <div className="grid items-start gap-4 sm:gap-5 lg:grid-cols-[minmax(0,1fr)_24rem]" data-empty>
      <div className="grid gap-4 sm:gap-5">
        <p className="max-w-prose text-muted">
          Here will be your active persons, sessions and page views with their change, what was done most and
          where from. It takes one event to begin.
        </p>
        <InstallCard project={project} hasEvents={false} />
      </div>
      <div className="grid gap-4 sm:gap-5">
        {children}
        <Card labelledBy="sample-title">
          <CardTitle id="sample-title">Or look around first</CardTitle>
          <div className="grid gap-3 px-4 pb-4 sm:px-5">
            <p className="text-muted">
              90 days of an invented product, with visits, sign-ups, purchases and AI usage. It stays until
              you delete the project.
            </p>
            <LoadSample slug={project.slug} />
          </div>
        </Card>
      </div>
    </div>
  );
}
