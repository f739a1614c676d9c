import { ToggleGroup } from "radix-ui";
import type { Scope } from "@/api/types";

/** event, person, session, company: what a scope is called. */
export function scopeName(scope: Scope): string {
  if (scope.startsWith("group:")) return scope.slice("group:".length);
  return (
    new Map<string, string>([
      ["event", "Event"],
      ["person", "Person"],
      ["session", "Session"],
      ["cohort", "Cohort"],
    ]).get(scope) ?? scope
  );
}

interface ScopeTabsProps {
  scopes: Scope[];
  value: Scope;
  onChange: (scope: Scope) => void;
}

export function ScopeTabs({ scopes, value, onChange }: ScopeTabsProps) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label="Whose property"
      value={value}
      onValueChange={(next) => next && onChange(next as Scope)}
      className="flex shrink-0 gap-1 overflow-x-auto border-b border-line px-2 py-1.5"
    >
      {scopes.map((scope) => (
        <ToggleGroup.Item
          key={scope}
          value={scope}
          className="inline-flex h-11 shrink-0 items-center rounded-md px-2.5 text-[0.8125rem] font-medium text-muted first-letter:uppercase hover:bg-hover hover:text-ink data-[state=on]:bg-accent-soft data-[state=on]:text-accent md:h-7"
        >
          {scopeName(scope)}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
