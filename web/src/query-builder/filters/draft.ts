import type { CohortFilter, Filter, PropertyFilter } from "@/api/types";
import { isComplete } from "./complete";

/**
 * A filter while somebody works on it: rows that are not finished yet stay in the editor and are not asked. `all` and
 * `any` are the wire's `and` and `or`; `not` turns a row or a group round.
 */
export type Draft = DraftGroup | DraftRow | DraftCohort | DraftFixed;

export interface DraftGroup {
  kind: "group";
  mode: "all" | "any";
  not: boolean;
  items: Draft[];
}

export interface DraftRow {
  kind: "row";
  not: boolean;
  filter: Partial<PropertyFilter>;
}

export interface DraftCohort {
  kind: "cohort";
  cohort: string;
  in: boolean;
}

/** Something the editor has no form for, such as groups within groups: it is kept and shown in words. */
export interface DraftFixed {
  kind: "fixed";
  filter: Filter;
}

/** Where a draft stands: [] is the root, [1, 0] the first of the root's second. */
export type DraftPath = readonly number[];

export const emptyDraft: DraftGroup = { kind: "group", mode: "all", not: false, items: [] };

/** What to edit for a filter; the root is always a group. */
export function toDraft(filter: Filter | undefined): DraftGroup {
  if (!filter) return emptyDraft;
  const draft = read(filter, 0);
  return draft.kind === "group" ? draft : { ...emptyDraft, items: [draft] };
}

function read(filter: Filter, depth: number): Draft {
  if ("property" in filter) return { kind: "row", not: false, filter };
  if ("cohort" in filter) return { kind: "cohort", cohort: filter.cohort, in: filter.in !== false };
  if ("not" in filter) {
    const inner = read(filter.not, depth);
    if (inner.kind === "cohort") return { ...inner, in: !inner.in };
    if ((inner.kind === "row" || inner.kind === "group") && !inner.not) return { ...inner, not: true };
    return { kind: "fixed", filter };
  }
  if (depth > 1) return { kind: "fixed", filter };
  const items = "and" in filter ? filter.and : filter.or;
  return {
    kind: "group",
    mode: "and" in filter ? "all" : "any",
    not: false,
    items: items.map((item) => read(item, depth + 1)),
  };
}

/** The finished part of a draft as the server takes it; undefined when there is nothing to ask. */
export function fromDraft(draft: DraftGroup): Filter | undefined {
  const filter = write(draft);
  if (!filter) return undefined;
  // A single condition needs no group around it.
  if ("and" in filter && filter.and.length === 1) return filter.and[0];
  return filter;
}

function write(draft: Draft): Filter | undefined {
  switch (draft.kind) {
    case "fixed":
      return draft.filter;
    case "cohort":
      return draft.cohort === "" ? undefined : cohortFilter(draft);
    case "row":
      return isComplete(draft.filter) ? turned(draft.filter, draft.not) : undefined;
    case "group": {
      const items = draft.items.map(write).filter((item) => item !== undefined);
      if (items.length === 0) return undefined;
      return turned(draft.mode === "all" ? { and: items } : { or: items }, draft.not);
    }
  }
}

const turned = (filter: Filter, not: boolean): Filter => (not ? { not: filter } : filter);

const cohortFilter = (draft: DraftCohort): CohortFilter =>
  draft.in ? { cohort: draft.cohort } : { cohort: draft.cohort, in: false };

/** How many rows are not asked yet. */
export function unfinished(draft: Draft): number {
  if (draft.kind === "group") return draft.items.reduce((sum, item) => sum + unfinished(item), 0);
  return write(draft) === undefined ? 1 : 0;
}

/** Puts a draft at the end of the group at this path. */
export function addAt(root: DraftGroup, path: DraftPath, added: Draft): DraftGroup {
  return change(root, path, (found) =>
    found.kind === "group" ? { ...found, items: [...found.items, added] } : found,
  );
}

export function replaceAt(root: DraftGroup, path: DraftPath, next: Draft): DraftGroup {
  return change(root, path, () => next);
}

/** Takes out what stands at this path; a group that this empties goes too. The root stays. */
export function removeAt(root: DraftGroup, path: DraftPath): DraftGroup {
  if (path.length === 0) return emptyDraft;
  const parentPath = path.slice(0, -1);
  const gone = path[path.length - 1];
  const next = change(root, parentPath, (found) =>
    found.kind === "group" ? { ...found, items: found.items.filter((_, index) => index !== gone) } : found,
  );
  const parent = draftAt(next, parentPath);
  if (parentPath.length > 0 && parent?.kind === "group" && parent.items.length === 0)
    return removeAt(next, parentPath);
  return next;
}

export function draftAt(root: Draft, path: DraftPath): Draft | undefined {
  return path.reduce<Draft | undefined>(
    (found, index) => (found?.kind === "group" ? found.items[index] : undefined),
    root,
  );
}

function change(root: DraftGroup, path: DraftPath, by: (found: Draft) => Draft): DraftGroup {
  const next = walk(root, path, by);
  return next.kind === "group" ? next : { ...emptyDraft, items: [next] };
}

function walk(draft: Draft, path: DraftPath, by: (found: Draft) => Draft): Draft {
  const [first, ...rest] = path;
  if (first === undefined) return by(draft);
  if (draft.kind !== "group") return draft;
  return {
    ...draft,
    items: draft.items.map((item, index) => (index === first ? walk(item, rest, by) : item)),
  };
}
