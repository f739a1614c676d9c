import { ChevronRight } from "lucide-react";
import { useState, type ReactNode } from "react";
import { inputLook } from "@/components/ui/Field";
import { cx } from "@/lib/cx";
import { formatCompact } from "@/lib/format";
import type { SqlNames } from "./completions";
import { propertyPath, sqlText, sqlViews } from "./views";

interface SchemaBrowserProps {
  names: SqlNames;
  onInsert: (text: string) => void;
}

const mostShown = 200;

/** What there is to read; a press puts it where the cursor is. */
export function SchemaBrowser({ names, onInsert }: SchemaBrowserProps) {
  const [search, setSearch] = useState("");
  const word = search.trim().toLowerCase();
  const matches = (text: string) => text.toLowerCase().includes(word);
  const events = names.events.filter(({ name }) => matches(name));
  const properties = names.properties.filter(({ name, builtIn }) => !builtIn && matches(name));
  return (
    <aside
      aria-label="What there is to read"
      className="min-w-0 rounded-lg border border-line bg-surface xl:sticky xl:top-18 xl:max-h-[calc(100dvh-5.5rem)] xl:overflow-y-auto"
    >
      <div className="p-3 pb-2">
        <input
          type="search"
          aria-label="Search views, events and properties"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={cx(inputLook, "border-line-strong bg-surface")}
        />
      </div>
      {sqlViews.map((view) => {
        const columns = view.columns.filter(({ name }) => matches(name) || matches(view.name));
        if (columns.length === 0) return null;
        return (
          <Group
            key={view.name}
            title={view.name}
            note={view.row}
            isSearched={word !== ""}
            isOpenAtFirst={view.name === "events"}
          >
            <Item name={view.name} note="view" onPress={() => onInsert(view.name)} />
            {columns.map(({ name, type }) => (
              <Item
                key={name}
                name={name}
                note={type.split("(3")[0] ?? type}
                onPress={() => onInsert(name)}
              />
            ))}
          </Group>
        );
      })}
      {properties.length > 0 && (
        <Group title="Properties" note="of events" isSearched={word !== ""}>
          {properties.slice(0, mostShown).map(({ name, types }) => (
            <Item
              key={name}
              name={name}
              note={types.join(", ")}
              onPress={() => onInsert(propertyPath(name, types))}
            />
          ))}
        </Group>
      )}
      {events.length > 0 && (
        <Group title="Events" note="by name" isSearched={word !== ""}>
          {events.slice(0, mostShown).map(({ name, count }) => (
            <Item
              key={name}
              name={name}
              note={formatCompact(count)}
              onPress={() => onInsert(sqlText(name))}
            />
          ))}
        </Group>
      )}
    </aside>
  );
}

interface GroupProps {
  title: string;
  note: string;
  /** While something is searched for, everything found is in sight. */
  isSearched: boolean;
  isOpenAtFirst?: boolean;
  children: ReactNode;
}

function Group({ title, note, isSearched, isOpenAtFirst = false, children }: GroupProps) {
  const [choice, setChoice] = useState(isOpenAtFirst);
  const isOpen = isSearched || choice;
  return (
    <div role="group" aria-label={title} className="border-t border-line">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChoice(!isOpen)}
        className="flex min-h-11 w-full items-center gap-2 px-3 text-left hover:bg-hover"
      >
        <ChevronRight
          aria-hidden
          className={cx(
            "size-3.5 shrink-0 text-muted transition-transform duration-150",
            isOpen && "rotate-90",
          )}
        />
        <span className="font-medium">{title}</span>
        <span className="min-w-0 truncate text-[0.8125rem] text-muted">{note}</span>
      </button>
      {isOpen && <ul className="pb-2">{children}</ul>}
    </div>
  );
}

function Item({ name, note, onPress }: { name: string; note: string; onPress: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onPress}
        title={`Insert ${name}`}
        className="flex min-h-11 w-full items-center gap-3 px-3 pl-8 text-left hover:bg-hover md:min-h-7"
      >
        <code className="min-w-0 flex-1 truncate font-mono text-[0.8125rem]">{name}</code>
        <span className="max-w-32 shrink-0 truncate text-xs text-muted">{note}</span>
      </button>
    </li>
  );
}
