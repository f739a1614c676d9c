import type { FunnelWindow } from "@/api/types";
import { Select } from "@/query-builder/parts/Select";
import type { EventDraft, EventForm, Times } from "./draft";
import { NumberBox } from "./NumberBox";
import { SelectorField } from "./SelectorField";
import { TimesPicker } from "./TimesPicker";
import { WhenPicker } from "./WhenPicker";

const forms: readonly { value: EventForm; label: string }[] = [
  { value: "did", label: "did" },
  { value: "didNot", label: "did not do" },
  { value: "firstDid", label: "did for the first time" },
  { value: "sequence", label: "did in sequence" },
];

const units: readonly { value: FunnelWindow["unit"]; label: string }[] = [
  { value: "second", label: "seconds" },
  { value: "minute", label: "minutes" },
  { value: "hour", label: "hours" },
  { value: "day", label: "days" },
  { value: "week", label: "weeks" },
  { value: "month", label: "months" },
];

interface EventRuleProps {
  slug: string;
  timeZone: string;
  rule: EventDraft;
  /** Say what is missing, too: the reader wanted to save. */
  strict: boolean;
  onChange: (rule: EventDraft) => void;
}

/** What a person did: how often, never, for the first time, or one thing after another. */
export function EventRule({ slug, timeZone, rule, strict, onChange }: EventRuleProps) {
  const { form, selector, then, times, window, when } = rule;
  return (
    <>
      <Select
        label="What they did"
        value={form}
        options={forms}
        onChange={(next) => onChange({ ...rule, form: next })}
      />
      <SelectorField
        slug={slug}
        label="Choose an event"
        selector={selector}
        wrong={strict && selector.event === ""}
        onChange={(next) => onChange({ ...rule, selector: next })}
      >
        {form === "did" && (
          <TimesPicker times={times} onChange={(next: Times) => onChange({ ...rule, times: next })} />
        )}
        {form !== "sequence" && (
          <WhenPicker
            when={when}
            timeZone={timeZone}
            onChange={(next) => onChange({ ...rule, when: next })}
          />
        )}
      </SelectorField>
      {form === "sequence" && (
        <>
          <span aria-hidden className="h-0 basis-full" />
          <span className="text-muted">and then</span>
          <SelectorField
            slug={slug}
            label="Choose the later event"
            selector={then}
            wrong={strict && then.event === ""}
            onChange={(next) => onChange({ ...rule, then: next })}
          >
            <span className="text-muted">within</span>
            <NumberBox
              label="Window"
              value={window.value}
              least={1}
              onChange={(value) => onChange({ ...rule, window: { ...window, value } })}
            />
            <Select
              label="Unit of the window"
              value={window.unit}
              options={units}
              onChange={(unit) => onChange({ ...rule, window: { ...window, unit } })}
            />
          </SelectorField>
          <span aria-hidden className="h-0 basis-full" />
          <span className="text-muted">the first of them</span>
          <WhenPicker
            when={when}
            timeZone={timeZone}
            onChange={(next) => onChange({ ...rule, when: next })}
          />
        </>
      )}
    </>
  );
}
