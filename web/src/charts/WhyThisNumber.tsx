import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { Meta } from "@/api/types";
import { Code } from "@/components/ui/Code";
import { formatBytes, formatDateTime, formatMilliseconds, formatNumber, formatZone } from "@/lib/format";
import { filterWords } from "./filterWords";

interface WhyThisNumberProps {
  meta: Meta;
  /** What is counted, in one sentence. */
  definition?: string;
  filters?: string;
  timeZone: string;
}

/** What a number means and how it was made, down to the SQL that anybody can run again. */
export function WhyThisNumber({ meta, definition, filters, timeZone }: WhyThisNumberProps) {
  const zone = meta.timezone ?? timeZone;
  return (
    <details className="group border-t border-line">
      <summary className="flex min-h-11 list-none items-center gap-2 rounded-b-lg px-4 text-[0.8125rem] font-medium text-muted transition-colors duration-150 hover:text-ink sm:px-5 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 transition-transform duration-150 group-open:rotate-90"
        />
        Why this number?
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5">
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[8rem_minmax(0,1fr)]">
          {definition && <Row name="Definition">{definition}</Row>}
          {meta.definition && <Row name="Question">{meta.definition}</Row>}
          <Row name="Filters">
            {(filters ? [filters] : filterWords(meta.question)).map((line) => (
              <span key={line} className="block">
                {line}
              </span>
            ))}
          </Row>
          {meta.range && (
            <Row name="Range">
              From {formatDateTime(meta.range.from, zone)} up to, not including,{" "}
              {formatDateTime(meta.range.to, zone)}
              {meta.partialFrom && `; from ${formatDateTime(meta.partialFrom, zone)} on it is not over yet`}
            </Row>
          )}
          <Row name="Time zone">
            {zone} · a day begins at midnight in {formatZone(zone)}
          </Row>
          {meta.semantics && meta.semantics.length > 0 && (
            <Row name="Rules">
              {meta.semantics.map((rule) => (
                <span key={rule} className="block">
                  {rule}
                </span>
              ))}
            </Row>
          )}
          <Row name="Exactness">
            {meta.exactness && meta.exactness !== "exact"
              ? meta.exactness
              : "Exact, not sampled or estimated"}
          </Row>
          <Row name="Fresh as of">
            {formatDateTime(meta.computedAt, zone)}
            {meta.cached ? ", from the cache" : ""}
            {meta.outdated ? ", older than the data" : ""}
            {meta.freshness?.storedUpTo
              ? `; events are stored up to ${formatDateTime(meta.freshness.storedUpTo, zone)}`
              : ""}
            {meta.freshness && meta.freshness.waiting > 0
              ? `; ${formatNumber(meta.freshness.waiting)} newer events wait to be stored`
              : ""}
          </Row>
          <Row name="Cost">
            {formatNumber(meta.rowsRead)} rows, {formatBytes(meta.bytesRead)} read in{" "}
            {formatMilliseconds(meta.elapsedMs)}
          </Row>
        </dl>
        <Code text={meta.sql} label="the SQL" />
      </div>
    </details>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted max-sm:-mb-1.5">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}
