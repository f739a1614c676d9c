import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { NamedCount, TrendsQuestion } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatNumber } from "@/lib/format";

interface TopListProps {
  id: string;
  slug: string;
  title: string;
  /** Undefined: not known yet. */
  items: NamedCount[] | undefined;
  /** The question that a line leads to. */
  question: (name: string) => TrendsQuestion;
  /** How a name is written, where it is a code. */
  nameOf?: (name: string) => ReactNode;
}

/** Names by count over the last 7 days, each with a bar of its share of the largest; a line opens in Trends. */
export function TopList({ id, slug, title, items, question, nameOf }: TopListProps) {
  const largest = Math.max(1, ...(items ?? []).map((item) => item.count));
  return (
    <Card labelledBy={id}>
      <CardTitle id={id} aside={<span className="text-[0.8125rem] text-muted">7 days</span>}>
        {title}
      </CardTitle>
      {items === undefined ? (
        <div
          role="status"
          aria-label={`Loading ${title.toLowerCase()}`}
          className="grid gap-2 px-4 pb-5 sm:px-5"
        >
          {["w-full", "w-4/5", "w-3/5", "w-3/5", "w-2/5"].map((width, index) => (
            <Skeleton key={index} className={`h-7 ${width}`} />
          ))}
        </div>
      ) : (
        <ul className="px-2 pb-3 sm:px-3" data-top={id}>
          {items.slice(0, 8).map((item) => (
            <li key={item.name} data-name={item.name} data-count={item.count}>
              <Link
                to="/p/$slug/trends"
                params={{ slug }}
                search={{ q: { ...question(item.name) } }}
                title={`${item.name} in Trends`}
                className="relative flex min-h-11 w-full items-center gap-3 rounded-md px-2 underline-offset-2 hover:underline md:min-h-8"
              >
                <span
                  aria-hidden
                  style={{ width: `${(item.count / largest) * 100}%` }}
                  className="absolute inset-y-0.5 left-0 rounded-md bg-accent-soft"
                />
                <span className="relative min-w-0 flex-1 truncate">{nameOf?.(item.name) ?? item.name}</span>
                <span className="relative shrink-0 font-medium tabular-nums">{formatNumber(item.count)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
