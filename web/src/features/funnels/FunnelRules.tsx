import { useQuery } from "@tanstack/react-query";
import { groupTypesQuery } from "@/api/catalog";
import type { FunnelQuestion, FunnelWindow } from "@/api/types";
import { faultsAt } from "@/query-builder/faults";
import { Faults } from "@/query-builder/FilterEditor";
import { Select } from "@/query-builder/parts/Select";
import { DraftInput } from "@/query-builder/pickers/DraftInput";

interface FunnelRulesProps {
  question: FunnelQuestion;
  change: (next: FunnelQuestion) => void;
  slug: string;
  error: unknown;
}

/** How soon, in which order, and who is counted: one sentence to fill in. */
export function FunnelRules({ question, change, slug, error }: FunnelRulesProps) {
  const { order, by, ...rest } = question;
  const groups = useQuery(groupTypesQuery(slug));
  const groupTypes = [
    ...new Set([
      ...(groups.data ?? []).map((type) => `group:${type}` as const),
      ...(by?.startsWith("group:") ? [by as `group:${string}`] : []),
    ]),
  ];
  return (
    <div className="grid gap-1.5">
      <WindowFields
        window={question.window}
        wrong={faultsAt(error, "/window").length > 0}
        onChange={(window) => change({ ...question, window })}
      />
      <Faults messages={faultsAt(error, "/window")} />
      <div className="flex flex-wrap gap-1.5">
        <Select
          label="Order of the steps"
          value={order ?? "ordered"}
          options={[
            { value: "ordered", label: "in this order" },
            { value: "strict", label: "in this order, nothing between" },
            { value: "any", label: "in any order" },
          ]}
          onChange={(next) =>
            change({ ...rest, ...(by ? { by } : {}), ...(next === "ordered" ? {} : { order: next }) })
          }
        />
        <Select
          label="Who is counted"
          value={by ?? "person"}
          options={[
            { value: "person", label: "count persons" },
            { value: "session", label: "count sessions" },
            ...groupTypes.map((value) => ({ value, label: `count groups: ${value.slice(6)}` })),
          ]}
          onChange={(next) =>
            change({ ...rest, ...(order ? { order } : {}), ...(next === "person" ? {} : { by: next }) })
          }
        />
      </div>
    </div>
  );
}

interface WindowFieldsProps {
  window: FunnelWindow;
  wrong: boolean;
  onChange: (window: FunnelWindow) => void;
}

const units: readonly { value: FunnelWindow["unit"]; label: string }[] = [
  { value: "second", label: "seconds" },
  { value: "minute", label: "minutes" },
  { value: "hour", label: "hours" },
  { value: "day", label: "days" },
  { value: "week", label: "weeks" },
  { value: "month", label: "months of 30 days" },
];

function WindowFields({ window, wrong, onChange }: WindowFieldsProps) {
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="text-muted">within</span>
      <DraftInput
        label="Window"
        kind="number"
        className="w-16"
        value={String(window.value)}
        wrong={wrong}
        onCommit={(text) => {
          const value = Number(text);
          if (Number.isInteger(value) && value > 0) onChange({ ...window, value });
        }}
      />
      <Select
        label="Unit of the window"
        value={window.unit}
        options={units}
        onChange={(unit) => onChange({ ...window, unit })}
      />
      <span className="text-muted">of the first step</span>
    </div>
  );
}
