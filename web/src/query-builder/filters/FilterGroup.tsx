import { X } from "lucide-react";
import { IconButton } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { Removable } from "../parts/Removable";
import { Select } from "../parts/Select";
import { CohortRow } from "./CohortRow";
import { describeFilter } from "./describe";
import type { Draft, DraftGroup, DraftPath } from "./draft";
import { AddFilter } from "./AddFilter";
import { FilterRow, type FilterScope } from "./FilterRow";

export interface GroupTools {
  slug: string;
  event: string | null | undefined;
  scopes: readonly FilterScope[];
  /** Whether the server found something wrong with the filter as a whole or a part of it. */
  wrong: boolean;
  replace: (path: DraftPath, next: Draft) => void;
  remove: (path: DraftPath) => void;
  add: (path: DraftPath, added: Draft) => void;
}

interface FilterGroupProps {
  group: DraftGroup;
  path: DraftPath;
  tools: GroupTools;
}

type Mode = "all" | "any" | "none" | "not_all";
const modes: readonly { value: Mode; label: string }[] = [
  { value: "all", label: "all of" },
  { value: "any", label: "any of" },
  { value: "none", label: "none of" },
  { value: "not_all", label: "not all of" },
];

const modeOf = (group: DraftGroup): Mode =>
  group.not ? (group.mode === "any" ? "none" : "not_all") : group.mode;

/** Conditions that are joined in one way; one level of groups can stand inside. */
export function FilterGroup({ group, path, tools }: FilterGroupProps) {
  const isRoot = path.length === 0;
  const joins = group.items.length > 1 || group.not || !isRoot;
  const setMode = (mode: Mode) =>
    tools.replace(path, {
      ...group,
      mode: mode === "any" || mode === "none" ? "any" : "all",
      not: mode === "none" || mode === "not_all",
    });
  return (
    <div
      role="group"
      aria-label={isRoot ? "Filters" : "Group of filters"}
      className={cx("grid min-w-0 flex-1 gap-1.5", !isRoot && "rounded-lg border border-line p-2")}
    >
      {joins && (
        <div className="flex items-center gap-1.5 text-muted">
          <span className={cx(!isRoot && "pl-1")}>Matches</span>
          <Select
            label="How the filters are joined"
            value={modeOf(group)}
            options={modes}
            onChange={setMode}
          />
          {!isRoot && (
            <IconButton
              label="Remove this group"
              className="ml-auto md:size-8!"
              onClick={() => tools.remove(path)}
            >
              <X aria-hidden />
            </IconButton>
          )}
        </div>
      )}
      {group.items.map((item, index) => (
        <FilterPart key={index} draft={item} path={[...path, index]} tools={tools} />
      ))}
      {!isRoot && <AddFilter onAdd={(added) => tools.add(path, added)} allowGroup={false} />}
    </div>
  );
}

function FilterPart({ draft, path, tools }: { draft: Draft; path: DraftPath; tools: GroupTools }) {
  const remove = () => tools.remove(path);
  switch (draft.kind) {
    case "group":
      return <FilterGroup group={draft} path={path} tools={tools} />;
    case "cohort":
      return (
        <CohortRow
          slug={tools.slug}
          row={draft}
          wrong={tools.wrong}
          onChange={(next) => tools.replace(path, next)}
          onRemove={remove}
        />
      );
    case "row":
      return (
        <FilterRow
          slug={tools.slug}
          event={tools.event}
          scopes={tools.scopes}
          row={draft}
          wrong={tools.wrong}
          onChange={(next) => tools.replace(path, next)}
          onRemove={remove}
        />
      );
    case "fixed":
      return (
        <Removable label="Remove this filter" onRemove={remove}>
          <span className="min-w-0 rounded-lg bg-sunken px-2.5 py-1.5 wrap-anywhere" data-filter-fixed>
            {describeFilter(draft.filter)}
          </span>
        </Removable>
      );
  }
}
