import { Plus, X } from "lucide-react";
import { inputLook } from "@/components/ui/Field";
import { Button } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { actions, scopes, type RuleDraft } from "./redactionWords";

interface RuleListProps {
  title: string;
  hint: string;
  /** What a line is called for those who hear it. */
  noun: string;
  rules: RuleDraft[];
  hasAction: boolean;
  errorAt: (index: number) => string | undefined;
  onChange: (rules: RuleDraft[]) => void;
}

/** A list of property patterns, each with where it holds and what happens. */
export function RuleList({ title, hint, noun, rules, hasAction, errorAt, onChange }: RuleListProps) {
  const change = (key: number, part: Partial<RuleDraft>) =>
    onChange(rules.map((rule) => (rule.key === key ? { ...rule, ...part } : rule)));
  const add = () =>
    onChange([
      ...rules,
      { key: Math.max(-1, ...rules.map(({ key }) => key)) + 1, property: "", scope: "any", action: "mask" },
    ]);
  const select = cx(inputLook, "border-line-strong bg-surface");
  return (
    <fieldset className="grid gap-2">
      <legend className="font-medium">{title}</legend>
      <p className="text-[0.8125rem] text-muted">{hint}</p>
      <ul className="grid gap-2">
        {rules.map((rule, index) => (
          <li
            key={rule.key}
            className={cx(
              "grid grid-cols-[minmax(0,1fr)_2.75rem] gap-2",
              hasAction
                ? "sm:grid-cols-[minmax(0,1fr)_9rem_9rem_2.75rem]"
                : "sm:grid-cols-[minmax(0,1fr)_9rem_2.75rem]",
            )}
          >
            <div className="max-sm:col-span-2">
              <input
                aria-label={`${noun} ${index + 1}: property`}
                aria-invalid={errorAt(index) ? true : undefined}
                className={select}
                value={rule.property}
                maxLength={400}
                placeholder="contact.email or *_name"
                onChange={(event) => change(rule.key, { property: event.target.value })}
              />
              {errorAt(index) && <p className="mt-1 text-[0.8125rem] text-critical">{errorAt(index)}</p>}
            </div>
            <div className={cx("grid gap-2", hasAction ? "max-sm:grid-cols-2 sm:contents" : "sm:contents")}>
              <select
                aria-label={`${noun} ${index + 1}: where`}
                className={select}
                value={rule.scope}
                onChange={(event) => change(rule.key, { scope: event.target.value })}
              >
                {scopes.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </select>
              {hasAction && (
                <select
                  aria-label={`${noun} ${index + 1}: what happens`}
                  className={select}
                  value={rule.action}
                  onChange={(event) => change(rule.key, { action: event.target.value })}
                >
                  {actions
                    .filter(({ name }) => name !== "off")
                    .map(({ name, title }) => (
                      <option key={name} value={name}>
                        {title}
                      </option>
                    ))}
                </select>
              )}
            </div>
            <Button
              look="ghost"
              aria-label={`Remove ${noun.toLowerCase()} ${index + 1}`}
              className="w-11 px-0"
              onClick={() => onChange(rules.filter(({ key }) => key !== rule.key))}
            >
              <X aria-hidden />
            </Button>
          </li>
        ))}
      </ul>
      <Button look="secondary" className="justify-self-start" onClick={add}>
        <Plus aria-hidden />
        Add {noun.toLowerCase()}
      </Button>
    </fieldset>
  );
}
