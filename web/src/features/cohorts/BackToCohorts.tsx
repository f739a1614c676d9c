import { Link } from "@tanstack/react-router";
import { ChevronLeft } from "lucide-react";

export function BackToCohorts({ slug }: { slug: string }) {
  return (
    <Link
      to="/p/$slug/cohorts"
      params={{ slug }}
      className="-ml-1 inline-flex min-h-11 items-center gap-1 rounded-md pr-2 text-[0.8125rem] font-medium text-muted hover:text-ink md:min-h-8"
    >
      <ChevronLeft aria-hidden className="size-4" />
      Cohorts
    </Link>
  );
}
