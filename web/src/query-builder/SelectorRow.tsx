import { Copy, EllipsisVertical, ListFilter, Pencil, Trash2 } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Selector } from "@/api/types";
import { IconButton } from "@/components/ui/Button";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { EventPicker } from "./EventPicker";
import { faultAt, faultsAt } from "./faults";
import { Faults, FilterEditor } from "./FilterEditor";
import { DraftInput } from "./pickers/DraftInput";

interface SelectorRowProps<S extends Selector> {
  slug: string;
  selector: S;
  onChange: (selector: S) => void;
  /** In front: a letter, a number. */
  badge?: ReactNode;
  handle?: ReactNode;
  /** Below the event: a measure. */
  extra?: ReactNode;
  label?: string;
  allowAny?: boolean;
  onDuplicate?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
  error?: unknown;
  /** Where it stands in the question: "/series/0". */
  pointer: string;
}

/** An event, the conditions it must meet, and a name of one's own for it. */
export function SelectorRow<S extends Selector>(props: SelectorRowProps<S>) {
  const { slug, selector, onChange, badge, handle, extra, error, pointer } = props;
  const [renaming, setRenaming] = useState(false);
  const [filtering, setFiltering] = useState(false);
  const isFiltered = filtering || selector.where !== undefined;
  const { name: _, ...unnamed } = selector;
  const { where: __, ...unfiltered } = selector;
  const eventFaults = faultsAt(error, `${pointer}/event`);
  return (
    <div
      className="grid min-w-0 gap-1.5 rounded-lg border border-line bg-surface p-2"
      data-selector={pointer}
    >
      <div className="flex min-w-0 items-start gap-1.5">
        {handle}
        {badge && (
          <span className="flex h-11 min-w-6 shrink-0 items-center justify-center rounded-md bg-accent-soft px-1.5 font-semibold text-accent tabular-nums md:h-8">
            {badge}
          </span>
        )}
        <div className="flex min-w-0 flex-1">
          <EventPicker
            slug={slug}
            value={selector.event === "" ? undefined : selector.event}
            allowAny={props.allowAny ?? true}
            wrong={eventFaults.length > 0}
            onChange={(event) => onChange({ ...selector, event })}
            {...(props.label ? { label: props.label } : {})}
          />
        </div>
        {!isFiltered && (
          <IconButton
            label="Filter this event"
            className="max-sm:hidden md:size-8!"
            onClick={() => setFiltering(true)}
          >
            <ListFilter aria-hidden />
          </IconButton>
        )}
        <Menu
          label="More for this event"
          trigger={
            <IconButton label="More for this event" className="md:size-8!">
              <EllipsisVertical aria-hidden />
            </IconButton>
          }
        >
          {!isFiltered && (
            <MenuItem onSelect={() => setFiltering(true)}>
              <ListFilter aria-hidden /> Filter
            </MenuItem>
          )}
          <MenuItem onSelect={() => setRenaming(true)}>
            <Pencil aria-hidden /> Rename
          </MenuItem>
          {props.onDuplicate && (
            <MenuItem onSelect={props.onDuplicate}>
              <Copy aria-hidden /> Duplicate
            </MenuItem>
          )}
          {props.onRemove && (
            <MenuItem onSelect={props.onRemove}>
              <Trash2 aria-hidden /> Remove
            </MenuItem>
          )}
        </Menu>
      </div>
      {extra && <div className="flex min-w-0 flex-wrap items-center gap-1.5">{extra}</div>}
      {(renaming || selector.name !== undefined) && (
        <DraftInput
          label="Name shown in the answer"
          autoFocus={renaming}
          value={selector.name ?? ""}
          maxLength={200}
          wrong={faultAt(error, `${pointer}/name`) !== undefined}
          className="w-full"
          onCommit={(name) => {
            setRenaming(false);
            onChange(name.trim() === "" ? (unnamed as S) : { ...selector, name: name.trim() });
          }}
        />
      )}
      <Faults messages={eventFaults} />
      {isFiltered && (
        <FilterEditor
          slug={slug}
          filter={selector.where}
          event={selector.event === "" ? null : selector.event}
          error={error}
          pointer={`${pointer}/where`}
          startsWithRow
          onEmpty={() => setFiltering(false)}
          onChange={(where) => {
            setFiltering(true);
            onChange(where ? { ...selector, where } : (unfiltered as S));
          }}
        />
      )}
    </div>
  );
}
