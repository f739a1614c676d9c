import { useState } from "react";
import type { EventItem } from "@/api/types";
import { formatDateTime } from "@/lib/format";
import { Code } from "./ui/Code";
import { plainValue } from "./ui/PropertyValue";
import { Segmented } from "./ui/Segmented";

const views = [
  { value: "list", label: "Properties" },
  { value: "json", label: "JSON" },
] as const;

/** Everything an event carries, as a list or as the JSON to copy. */
export function EventDetail({ item, timeZone }: { item: EventItem; timeZone: string }) {
  const [view, setView] = useState<"list" | "json">("list");
  const about: [string, string][] = [
    ["happened", formatDateTime(item.timestamp, timeZone)],
    ["received", formatDateTime(item.receivedAt, timeZone)],
    ["distinct id", item.distinctId],
    ["session", item.sessionId ?? "–"],
    ["event id", item.id],
    ...Object.entries(item.groups ?? {}).map(([type, key]): [string, string] => [`group ${type}`, key]),
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3" data-event-detail={item.id}>
      <div>
        <Segmented label="Show the event as" value={view} options={views} onChange={setView} />
      </div>
      {view === "json" ? (
        <Code text={JSON.stringify(item, null, 2)} label="the event as JSON" />
      ) : (
        <div className="grid gap-x-8 gap-y-3 lg:grid-cols-2">
          <Rows
            rows={Object.entries(item.properties).map(([name, value]) => [name, plainValue(value)])}
            empty="This event has no properties."
          />
          <Rows rows={about} empty="" />
        </div>
      )}
    </div>
  );
}

function Rows({ rows, empty }: { rows: [string, string][]; empty: string }) {
  if (rows.length === 0) return <p className="text-muted">{empty}</p>;
  return (
    <dl className="grid grid-cols-[fit-content(40%)_minmax(0,1fr)] content-start gap-x-4 gap-y-1 text-[0.8125rem]">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="wrap-anywhere text-muted">{name}</dt>
          <dd className="font-mono wrap-anywhere whitespace-pre-wrap">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
