import { Plus } from "lucide-react";
import { Button } from "@/components/ui/Button";
import { inputLook } from "@/components/ui/Field";
import { cx } from "@/lib/cx";
import { EventPicker } from "@/query-builder/EventPicker";
import { Removable } from "@/query-builder/parts/Removable";
import { faultOf, type EventDraft } from "./retentionDraft";

interface EventRulesProps {
  slug: string;
  rules: EventDraft[];
  onChange: (rules: EventDraft[]) => void;
}

/** Rules for single events; they go before the project's, longer or shorter. */
export function EventRules({ slug, rules, onChange }: EventRulesProps) {
  const change = (index: number, next: Partial<EventDraft>) =>
    onChange(rules.map((rule, i) => (i === index ? { ...rule, ...next } : rule)));
  return (
    <fieldset className="grid min-w-0 gap-2">
      <legend className="mb-1.5 font-medium">Events with a rule of their own</legend>
      {rules.length === 0 && (
        <p className="text-muted">None. A rule of its own goes before the project’s, longer or shorter.</p>
      )}
      {rules.map((rule, index) => {
        const fault = faultOf(rule.keepDays);
        const isTwice = rule.event !== undefined && rules.some((r, i) => i < index && r.event === rule.event);
        return (
          <div key={index} data-event-rule={rule.event ?? ""}>
            <Removable
              label={`Remove the rule for ${rule.event ?? "this event"}`}
              onRemove={() => onChange(rules.filter((_, i) => i !== index))}
            >
              <EventPicker
                slug={slug}
                value={rule.event}
                allowAny={false}
                wrong={isTwice}
                onChange={(event) => event !== null && change(index, { event })}
              />
              <label className="flex items-center gap-2 text-muted">
                keep days
                <input
                  inputMode="numeric"
                  aria-label={`Days to keep ${rule.event ?? "this event"}`}
                  placeholder="For ever"
                  aria-invalid={fault ? true : undefined}
                  value={rule.keepDays}
                  onChange={(event) => change(index, { keepDays: event.target.value })}
                  className={cx(
                    inputLook,
                    "w-28! bg-surface",
                    fault ? "border-critical" : "border-line-strong",
                  )}
                />
              </label>
            </Removable>
            {(fault !== undefined || isTwice) && (
              <p role="alert" className="text-[0.8125rem] text-critical">
                {fault ?? "There is a rule for this event already."}
              </p>
            )}
          </div>
        );
      })}
      <div>
        <Button onClick={() => onChange([...rules, { event: undefined, keepDays: "" }])}>
          <Plus aria-hidden />
          Add an event
        </Button>
      </div>
    </fieldset>
  );
}
