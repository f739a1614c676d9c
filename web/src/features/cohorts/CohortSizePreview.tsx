import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { cohortSizeQuery } from "@/api/cohorts";
import { ApiError } from "@/api/http";
import type { CohortRule } from "@/api/types";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatNumber, formatPercent } from "@/lib/format";
import { useDebounced } from "@/lib/useDebounced";

const everybody: CohortRule = { and: [] };

interface CohortSizePreviewProps {
  slug: string;
  size: ReturnType<typeof useCohortSize>;
  /** How many conditions there are, and how many of them are not finished and left out. */
  count: number;
  unfinished: number;
}

/** How many persons meet the rules as they stand. A change ends the question before. */
export function useCohortSize(slug: string, definition: CohortRule) {
  const text = useDebounced(JSON.stringify(definition), 200);
  const asked = useMemo(() => JSON.parse(text) as CohortRule, [text]);
  return useQuery(cohortSizeQuery(slug, asked));
}

export function CohortSizePreview({ slug, size, count, unfinished }: CohortSizePreviewProps) {
  const isEmpty = count === unfinished;
  const all = useQuery({ ...cohortSizeQuery(slug, everybody), staleTime: 60_000 });
  return (
    <div className="grid gap-1" aria-live="polite">
      {isEmpty ? (
        <p className="text-muted">Finish a condition to see how many persons meet it.</p>
      ) : size.error instanceof ApiError && size.error.errors.length > 0 ? (
        <p className="text-muted">Mend what is marked to see how many persons meet this.</p>
      ) : size.isError ? (
        <ErrorNotice error={size.error} onRetry={() => void size.refetch()} />
      ) : size.data ? (
        <p
          aria-busy={size.isPlaceholderData || undefined}
          data-preview={size.isPlaceholderData ? "" : size.data.count}
        >
          <span className="text-2xl font-semibold tracking-tight tabular-nums">
            {formatNumber(size.data.count)}
          </span>{" "}
          <span className="text-muted">
            {size.data.count === 1 ? "person meets" : "persons meet"} this now
            {all.data &&
              all.data.count > 0 &&
              `, ${formatPercent(size.data.count / all.data.count)} of all ${formatNumber(all.data.count)}`}
          </span>
        </p>
      ) : (
        <Skeleton className="h-8 w-64" />
      )}
      {unfinished > 0 && !isEmpty && (
        <p className="text-[0.8125rem] text-muted">
          {unfinished === 1 ? "One condition is" : `${formatNumber(unfinished)} conditions are`} not finished
          and not counted.
        </p>
      )}
    </div>
  );
}
