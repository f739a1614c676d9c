import { Command } from "cmdk";
import { Check, Search } from "lucide-react";
import { useState, type ReactNode } from "react";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { cx } from "@/lib/cx";

export interface PickItem {
  /** Unique in the list. */
  key: string;
  text: string;
  /** Beside the text, quiet: a count, when it was last seen. */
  aside?: ReactNode;
  /** Below the text. */
  hint?: string | undefined;
  icon?: ReactNode;
  chosen?: boolean;
}

export interface PickSection {
  /** Absent: stands without a heading. */
  title?: string;
  items: PickItem[];
}

interface PickListProps {
  label: string;
  search: string;
  onSearch: (search: string) => void;
  sections: PickSection[];
  onPick: (item: PickItem) => void;
  loading?: boolean;
  error?: unknown;
  onRetry?: () => void;
  /** Said when nothing matches. */
  empty: string;
  /** Above the list, below the search: scopes. */
  tabs?: ReactNode;
  footer?: ReactNode;
  /** Several can be chosen: the list says so to screen readers. */
  multiple?: boolean;
}

/** A list to search and choose from, with every key that a list box has. What matches is decided by the caller. */
export function PickList(props: PickListProps) {
  const { label, search, onSearch, sections, onPick, loading, error, onRetry, empty, tabs, footer } = props;
  const [active, setActive] = useState("");
  const [touched, setTouched] = useState(false);
  // Until a key or the pointer moves, what is chosen is what Enter takes: opening and closing changes nothing.
  const chosen = sections.flatMap((section) => section.items).find((item) => item.chosen)?.key;
  const touch = () => setTouched(true);
  const count = sections.reduce((sum, section) => sum + section.items.length, 0);
  return (
    <Command
      shouldFilter={false}
      label={label}
      loop
      value={touched ? active : (chosen ?? active)}
      onValueChange={setActive}
      onKeyDown={touch}
      onPointerMove={touch}
      className="flex min-h-0 flex-1 flex-col"
    >
      <div className="flex shrink-0 items-center gap-2 border-b border-line px-3">
        <Search aria-hidden className="size-4 shrink-0 text-muted" />
        <Command.Input
          autoFocus
          value={search}
          onValueChange={onSearch}
          placeholder={label}
          maxLength={400}
          className="h-12 w-full min-w-0 bg-transparent text-base text-ink outline-none placeholder:text-faint md:h-10 md:text-sm"
        />
      </div>
      {tabs}
      <Command.List
        aria-multiselectable={props.multiple || undefined}
        className="max-h-80 min-h-0 flex-1 overflow-y-auto overscroll-contain p-1 max-sm:max-h-none"
      >
        {error ? (
          <ErrorNotice error={error} className="m-1" {...(onRetry ? { onRetry } : {})} />
        ) : loading && count === 0 ? (
          <Command.Loading label="Loading">
            <div className="grid gap-1.5 p-2">
              {["w-40", "w-56", "w-32", "w-48"].map((width) => (
                <Skeleton key={width} className={cx("h-6", width)} />
              ))}
            </div>
          </Command.Loading>
        ) : (
          count === 0 && <div className="px-3 py-6 text-center text-muted">{empty}</div>
        )}
        {sections.map((section) =>
          section.items.length === 0 ? null : section.title ? (
            <Command.Group
              key={section.title}
              heading={section.title}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-[0.8125rem] [&_[cmdk-group-heading]]:text-muted"
            >
              {section.items.map((item) => (
                <Row key={item.key} item={item} onPick={onPick} />
              ))}
            </Command.Group>
          ) : (
            section.items.map((item) => <Row key={item.key} item={item} onPick={onPick} />)
          ),
        )}
      </Command.List>
      {footer}
    </Command>
  );
}

function Row({ item, onPick }: { item: PickItem; onPick: (item: PickItem) => void }) {
  return (
    <Command.Item
      value={item.key}
      onSelect={() => onPick(item)}
      data-pick={item.text}
      className="flex min-h-11 cursor-pointer items-center gap-2 rounded-md px-2 py-1 select-none data-[selected=true]:bg-hover md:min-h-8 [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {item.icon && <span className="text-muted">{item.icon}</span>}
      <span className="min-w-0 flex-1">
        <span className="block truncate" title={item.text}>
          {item.text}
        </span>
        {item.hint && <span className="block truncate text-[0.8125rem] text-muted">{item.hint}</span>}
      </span>
      {item.aside && <span className="shrink-0 text-[0.8125rem] text-muted tabular-nums">{item.aside}</span>}
      {item.chosen !== undefined &&
        (item.chosen ? <Check aria-label="chosen" className="text-accent" /> : <span className="size-4" />)}
    </Command.Item>
  );
}
