import type { TrendSeries } from "@/api/types";

export interface RevenueLine {
  series: TrendSeries;
  currency: string;
  /** Amounts in other currencies, which are not part of it. */
  others: { currency: string; total: number }[];
}

/**
 * The line that is the project's revenue, of lines split by currency: the one in the project's currency, else of amounts that name
 * none, else the largest. Undefined when no amount came in, now or before.
 */
export function revenueLine(lines: readonly TrendSeries[], projectCurrency: string): RevenueLine | undefined {
  const paid = lines.filter((line) => line.total || line.previous?.total);
  const named = (name: string) => paid.find((line) => line.breakdown?.[0] === name);
  const series = named(projectCurrency) ?? named("(none)") ?? paid[0];
  if (!series) return undefined;
  const currencyOf = (line: TrendSeries) => {
    const value = line.breakdown?.[0];
    return value === undefined || value === "(none)" ? projectCurrency : value;
  };
  return {
    series,
    currency: currencyOf(series),
    others: paid
      .filter((line) => line !== series && line.total)
      .map((line) => ({ currency: currencyOf(line), total: line.total ?? 0 })),
  };
}
