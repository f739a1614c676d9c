import { CircleAlert, CircleCheck } from "lucide-react";
import type { SystemFacts } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { formatBytes, formatNumber } from "@/lib/format";

const names: Record<string, { name: string; task: string }> = {
  clickhouse: { name: "ClickHouse", task: "keeps events and answers questions" },
  postgres: { name: "PostgreSQL", task: "keeps accounts, projects, keys, reports and boards" },
};

/** The engines behind: whether they answer, and how often they had to be started again. */
export function Engines({ engines }: { engines: SystemFacts["engines"] }) {
  return (
    <Card labelledBy="engines-title">
      <CardTitle id="engines-title">Engines</CardTitle>
      <ul className="border-t border-line">
        {engines.map((engine) => (
          <li
            key={engine.name}
            className="grid gap-0.5 border-b border-line px-4 py-3 last:border-0 sm:px-5"
            data-engine={engine.name}
            data-ready={engine.isReady}
          >
            <p className="flex flex-wrap items-center gap-x-2">
              {engine.isReady ? (
                <CircleCheck aria-hidden className="size-4 text-up" />
              ) : (
                <CircleAlert aria-hidden className="size-4 text-critical" />
              )}
              <span className="font-medium">{names[engine.name]?.name ?? engine.name}</span>
              <span className="text-muted">
                {engine.isReady ? `answers, version ${engine.version ?? "not known"}` : "does not answer"}
              </span>
            </p>
            <p className="pl-6 text-[0.8125rem] text-muted tabular-nums">
              {[
                names[engine.name]?.task,
                engine.isEmbedded ? "started by Cairn" : "run by its operator",
                engine.residentBytes !== null && `${formatBytes(engine.residentBytes)} of memory`,
                engine.diskBytes !== null && `${formatBytes(engine.diskBytes)} on disk`,
                engine.restarts > 0 && `started again ${formatNumber(engine.restarts)} times`,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            {engine.lastError && (
              <p className="pl-6 text-[0.8125rem] text-critical wrap-anywhere">{engine.lastError}</p>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
