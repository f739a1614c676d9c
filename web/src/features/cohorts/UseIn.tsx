import { Link } from "@tanstack/react-router";
import { ChartLine, Split } from "lucide-react";
import type { TrendsQuestion } from "@/api/types";
import { buttonLook } from "@/components/ui/Button";

const activePersons: TrendsQuestion = {
  kind: "trends",
  range: { from: "-28d" },
  interval: "day",
  series: [{ event: null, measure: "persons" }],
};

/** The ways from a cohort to a question about it. */
export function UseIn({ slug, cohort }: { slug: string; cohort: string }) {
  const filtered: TrendsQuestion = { ...activePersons, filter: { cohort } };
  const split: TrendsQuestion = { ...activePersons, breakdowns: [{ property: cohort, scope: "cohort" }] };
  return (
    <div className="flex flex-wrap gap-2">
      <Link
        to="/p/$slug/trends"
        params={{ slug }}
        search={{ q: { ...filtered } }}
        className={buttonLook("secondary")}
      >
        <ChartLine aria-hidden />
        Trends of these persons
      </Link>
      <Link
        to="/p/$slug/trends"
        params={{ slug }}
        search={{ q: { ...split } }}
        className={buttonLook("secondary")}
      >
        <Split aria-hidden />
        Compare in and not in
      </Link>
    </div>
  );
}
