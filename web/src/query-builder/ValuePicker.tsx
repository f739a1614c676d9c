import type { Operator, Scope } from "@/api/types";
import { listOf, valueShape } from "./filters/complete";
import { typedValue, type PropertyType } from "./filters/operators";
import { DraftInput } from "./pickers/DraftInput";
import { ValueListPicker } from "./pickers/ValueListPicker";

interface ValuePickerProps {
  slug: string;
  property: string;
  scope?: Scope | undefined;
  /** Narrows the offered values to those of this event. */
  event?: string | null | undefined;
  op: Operator;
  type: PropertyType;
  value: unknown;
  /** For lists always a list; for `between` always two, the second empty while it is not typed. */
  onChange: (value: unknown) => void;
  wrong?: boolean;
}

/** The value of a filter in the form its operator wants: real values to choose from, a number, a date, words, or two. */
export function ValuePicker(props: ValuePickerProps) {
  const { op, type, value, onChange, wrong } = props;
  const shape = valueShape(op);
  if (shape === "none") return null;
  if (shape === "list") {
    return (
      <ValueListPicker
        slug={props.slug}
        list={{ property: props.property, scope: props.scope ?? "event", event: props.event ?? null }}
        type={type}
        values={listOf(value)}
        onChange={onChange}
        wrong={wrong ?? false}
      />
    );
  }
  const kind = type === "number" ? "number" : type === "time" && isDated(value) ? "date" : "text";
  const typed = (text: string) => typedValue(text, type);
  if (shape === "one") {
    return (
      <DraftInput
        label="Value"
        kind={kind}
        value={textOf(listOf(value)[0])}
        wrong={wrong ?? false}
        onCommit={(text) => onChange(typed(text))}
      />
    );
  }
  const [low, high] = listOf(value);
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <DraftInput
        label="From"
        kind={kind}
        value={textOf(low)}
        wrong={wrong ?? false}
        onCommit={(text) => onChange([typed(text), high ?? ""])}
      />
      <span className="text-muted">and</span>
      <DraftInput
        label="To"
        kind={kind}
        value={textOf(high)}
        wrong={wrong ?? false}
        onCommit={(text) => onChange([low ?? "", typed(text)])}
      />
    </span>
  );
}

/** Whether a date field can show it: nothing yet, or dates. An instant from a link is shown as it is written. */
const isDated = (value: unknown) =>
  listOf(value).every((one) => one === "" || (typeof one === "string" && /^\d{4}-\d{2}-\d{2}$/.test(one)));

const textOf = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
