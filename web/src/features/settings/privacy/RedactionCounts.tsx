import { useQuery } from "@tanstack/react-query";
import { redactionCountsQuery } from "@/api/privacy";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { formatExact } from "@/lib/format";
import { detectors } from "./redactionWords";

const titles: Record<string, string> = {
  ...Object.fromEntries(detectors.map(({ name, title }) => [name, title])),
  denied: "Always treated",
  consent: "Consent withheld",
};

/** How often something was found in the last 30 days, by detector. */
export function RedactionCounts() {
  const { slug } = useFrame();
  const counts = useQuery(redactionCountsQuery(slug));
  const totals = new Map<string, number>();
  for (const { detector, count } of counts.data?.items ?? []) {
    totals.set(detector, (totals.get(detector) ?? 0) + count);
  }
  const lines = [...totals].sort(([, a], [, b]) => b - a);
  const most = Math.max(1, ...totals.values());
  return (
    <Card labelledBy="counts-title">
      <CardTitle id="counts-title">Found in the last 30 days</CardTitle>
      {counts.error ? (
        <ErrorNotice
          error={counts.error}
          onRetry={() => void counts.refetch()}
          className="mx-4 mb-5 sm:mx-5"
        />
      ) : !counts.data ? (
        <Skeleton className="mx-4 mb-5 h-24 sm:mx-5" />
      ) : lines.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">
          Nothing yet. What is redacted is counted here by detector; the values themselves are kept nowhere.
        </p>
      ) : (
        <table className="mx-4 mb-4 w-[calc(100%-2rem)] sm:mx-5 sm:w-[calc(100%-2.5rem)]">
          <thead className="sr-only">
            <tr>
              <th scope="col">Detector</th>
              <th scope="col">Times</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(([detector, count]) => (
              <tr key={detector} data-count={detector}>
                <th scope="row" className="py-1.5 text-left font-normal">
                  {titles[detector] ?? detector}
                  <span
                    aria-hidden
                    className="mt-1 block h-1 rounded-full bg-accent"
                    style={{ width: `${Math.max(1, (count / most) * 100)}%` }}
                  />
                </th>
                <td className="py-1.5 pl-4 text-right align-top tabular-nums">{formatExact(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
