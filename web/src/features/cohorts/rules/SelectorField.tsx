import { ListFilter } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Selector } from "@/api/types";
import { IconButton } from "@/components/ui/Button";
import { EventPicker } from "@/query-builder/EventPicker";
import { FilterEditor } from "@/query-builder/FilterEditor";

interface SelectorFieldProps {
  slug: string;
  selector: Selector;
  label: string;
  wrong?: boolean;
  /** Stands in the line of the event, behind it. */
  children?: ReactNode;
  onChange: (selector: Selector) => void;
}

const scopes = ["event", "session", "group", "cohort"] as const;

/** An event and the conditions it must meet. */
export function SelectorField({
  slug,
  selector,
  label,
  wrong = false,
  children,
  onChange,
}: SelectorFieldProps) {
  const [filtering, setFiltering] = useState(false);
  const { where, ...plain } = selector;
  const isFiltered = filtering || where !== undefined;
  return (
    <>
      <EventPicker
        slug={slug}
        label={label}
        value={selector.event === "" ? undefined : selector.event}
        wrong={wrong}
        onChange={(event) => onChange({ ...selector, event })}
      />
      {!isFiltered && (
        <IconButton
          label={`Conditions for ${selector.event || "this event"}`}
          className="md:size-8"
          onClick={() => setFiltering(true)}
        >
          <ListFilter aria-hidden />
        </IconButton>
      )}
      {children}
      {isFiltered && (
        <div className="basis-full border-l-2 border-line pl-3">
          <FilterEditor
            slug={slug}
            filter={where}
            event={selector.event === "" ? null : selector.event}
            scopes={scopes}
            pointer="/where"
            startsWithRow
            onEmpty={() => setFiltering(false)}
            onChange={(next) => onChange(next ? { ...plain, where: next } : plain)}
          />
        </div>
      )}
    </>
  );
}
