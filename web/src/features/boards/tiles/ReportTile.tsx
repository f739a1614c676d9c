import type { UseQueryResult } from "@tanstack/react-query";
import { useRef } from "react";
import type { QuestionKind } from "@/api/types";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { cx } from "@/lib/cx";
import { NothingHere } from "./NothingHere";
import { TileDrawing } from "./TileDrawing";
import { useHeight } from "./useHeight";
import { viewOf } from "./views";

interface ReportTileProps {
  /** Null: the report was removed. */
  kind: QuestionKind | null;
  title: string;
  view: string | null;
  timeZone: string;
  result: UseQueryResult<unknown> | undefined;
  /** On a phone a tile is as tall as what it shows. */
  isFluid: boolean;
}

/** The answer of one report in its tile, or what stands in its way. */
export function ReportTile({ kind, title, view, timeZone, result, isFluid }: ReportTileProps) {
  const host = useRef<HTMLDivElement>(null);
  const height = useHeight(host);
  return (
    <div
      ref={host}
      // What does not fit scrolls, by keys too.
      {...(isFluid ? {} : { role: "group", "aria-label": `${title}, content`, tabIndex: 0 })}
      className={cx(
        "min-h-0 flex-1",
        !isFluid && "overflow-auto overscroll-contain rounded-sm focus-visible:-outline-offset-2",
      )}
      aria-busy={result?.isFetching ?? false}
      data-answer={result?.isPlaceholderData ? "old" : result?.data ? "drawn" : "none"}
    >
      {kind === null ? (
        <NothingHere>The report of this tile was removed.</NothingHere>
      ) : result?.data !== undefined ? (
        <div
          className={cx(
            "relative h-full after:absolute after:inset-x-0 after:top-0 after:h-0.5",
            result.isPlaceholderData && result.isFetching && "after:animate-breathe after:bg-accent",
          )}
        >
          {result.error && !result.isFetching && (
            <ErrorNotice error={result.error} onRetry={() => void result.refetch()} className="mb-2" />
          )}
          <TileDrawing
            kind={kind}
            answer={result.data}
            title={title}
            view={viewOf(kind, view)}
            timeZone={timeZone}
            height={isFluid ? 0 : height}
          />
        </div>
      ) : result?.error && !result.isFetching ? (
        <ErrorNotice error={result.error} onRetry={() => void result.refetch()} />
      ) : (
        <div role="status" aria-label={`Loading ${title}`} className="h-full">
          <Skeleton className="h-full min-h-24 w-full" />
        </div>
      )}
    </div>
  );
}
