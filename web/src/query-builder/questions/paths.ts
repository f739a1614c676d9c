import type { PathsQuestion } from "@/api/types";
import { asCount, asList, asObject, asOneOf, asText, readRange, readShared } from "./parts";

/** What the page opens with: the first five pages or events of every session of four weeks. */
export const firstPaths: PathsQuestion = {
  kind: "paths",
  range: { from: "-28d" },
  by: "page",
  steps: 5,
};

export const mostPathSteps = 20;
const mostPatterns = 200;
const longestName = 2_000;

/** A paths question of anything; what is not understood falls back to its default. */
export function readPaths(raw: unknown): PathsQuestion {
  const question = asObject(raw);
  if (!question) return firstPaths;
  const { filter } = readShared(question);
  const start = readPattern(question["start"]);
  const end = readPattern(question["end"]);
  const minEdge = asCount(question["minEdge"], 2, 1_000_000);
  const exclude = asList(question["exclude"], readPattern, mostPatterns);
  const groups = asList(question["groups"], readGroup, mostPatterns);
  return {
    kind: "paths",
    range: readRange(question["range"], firstPaths.range.from),
    ...(filter ? { filter } : {}),
    by: asOneOf(question["by"], ["event", "page"] as const) ?? "event",
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
    steps: asCount(question["steps"], 2, mostPathSteps) ?? firstPaths.steps,
    ...(minEdge ? { minEdge } : {}),
    ...(exclude.length > 0 ? { exclude: [...new Set(exclude)] } : {}),
    ...(groups.length > 0 ? { groups } : {}),
  };
}

function readPattern(raw: unknown): string | undefined {
  return asText(raw, longestName) || undefined;
}

export type PathGroup = NonNullable<PathsQuestion["groups"]>[number];

/** A group under work may have an empty side. */
function readGroup(raw: unknown): PathGroup | undefined {
  const group = asObject(raw);
  const match = asText(group?.["match"], longestName);
  const as = asText(group?.["as"], longestName);
  return match === undefined || as === undefined ? undefined : { match, as };
}

/** What can be asked of a question under work: groups with an empty side are left out. */
export function askablePaths(question: PathsQuestion): PathsQuestion {
  const { groups, ...rest } = question;
  const complete = (groups ?? []).filter((group) => group.match !== "" && group.as !== "");
  return complete.length > 0 ? { ...rest, groups: complete } : rest;
}

export type PathTurn = "start" | "end" | "exclude";

/** The question after a turn at a node: it begins there, ends there, or passes over it. */
export function turnedAt(question: PathsQuestion, name: string, turn: PathTurn): PathsQuestion {
  switch (turn) {
    case "start": {
      const { end, ...rest } = question;
      return { ...rest, start: name, ...(end && end !== name ? { end } : {}) };
    }
    case "end": {
      const { start, ...rest } = question;
      return { ...rest, end: name, ...(start && start !== name ? { start } : {}) };
    }
    case "exclude":
      return { ...question, exclude: [...new Set([...(question.exclude ?? []), name])] };
  }
}

/** The question with a field replaced, or left out when it says nothing. */
export function withPathField<K extends "start" | "end" | "exclude" | "groups" | "minEdge" | "filter">(
  question: PathsQuestion,
  field: K,
  value: PathsQuestion[K] | undefined,
): PathsQuestion {
  const next: PathsQuestion = { ...question };
  const isNothing = value === undefined || value === "" || (Array.isArray(value) && value.length === 0);
  if (isNothing) delete next[field];
  else next[field] = value;
  return next;
}
