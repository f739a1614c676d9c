import { useMemo, useState } from "react";
import { BarsChart } from "@/charts/BarsChart";
import { Legend } from "@/charts/Legend";
import { LinesChart } from "@/charts/LinesChart";
import { seriesColour } from "@/charts/palette";
import { formatNumber } from "@/lib/format";
import type { ResultChart } from "./resultChart";

/** A result drawn: lines over time, bars over names. */
export function ResultPlot({ chart }: { chart: ResultChart }) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const all = useMemo(
    () => chart.series.map((series, index) => ({ ...series, colour: seriesColour(index) })),
    [chart],
  );
  const shown = useMemo(() => all.filter(({ id }) => !hidden.has(id)), [all, hidden]);
  const drawn = { label: chart.label, series: shown, height: 320 };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 pb-4 sm:px-5" data-result-chart={chart.kind}>
      {all.length > 1 && <Legend label="Series" items={all} hidden={hidden} onHidden={setHidden} />}
      {chart.kind === "line" ? (
        <LinesChart {...drawn} buckets={chart.categories} />
      ) : (
        <BarsChart {...drawn} categories={chart.categories} />
      )}
      <p className="text-[0.8125rem] text-muted">
        {chart.label}
        {chart.leftOut > 0 && `. ${formatNumber(chart.leftOut)} more have no room here; the table has them.`}
      </p>
    </div>
  );
}
