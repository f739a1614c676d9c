import type { FunnelQuestion, FunnelWindow, Selector } from "@/api/types";
import {
  asCount,
  asList,
  asObject,
  asOneOf,
  asText,
  chosenBreakdowns,
  readInterval,
  readRange,
  readSelector,
  readShared,
} from "./parts";

const unchosen: Selector = { event: "" };

/** What the page opens with: two steps to choose. */
export const firstFunnel: FunnelQuestion = {
  kind: "funnel",
  range: { from: "-28d" },
  steps: [unchosen, unchosen],
  window: { value: 14, unit: "day" },
};

export const windowUnits = ["second", "minute", "hour", "day", "week", "month"] as const;

export function readWindow(raw: unknown, otherwise: FunnelWindow): FunnelWindow {
  const window = asObject(raw);
  const value = asCount(window?.["value"], 1, 1_000_000);
  const unit = asOneOf(window?.["unit"], windowUnits);
  return value !== undefined && unit ? { value, unit } : otherwise;
}

/** A funnel question of anything; what is not understood falls back to its default. */
export function readFunnel(raw: unknown): FunnelQuestion {
  const given = asObject(raw);
  if (!given) return firstFunnel;
  // A question about a funnel opens as that funnel.
  const question = (given["kind"] === "correlation" && asObject(given["funnel"])) || given;
  const steps = asList(question["steps"], readSelector, 20);
  while (steps.length < 2) steps.push(unchosen);
  const order = asOneOf(question["order"], ["strict", "any"] as const);
  const exclusions = asList(question["exclusions"], (item) => readExclusion(item, steps.length), 20);
  const by = readBy(question["by"]);
  const attribution = readAttribution(question["attribution"], steps.length);
  const view = asOneOf(question["view"], ["trend", "time_to_convert"] as const);
  const interval = readInterval(question["interval"]);
  const fromStep = asCount(question["fromStep"], 0, steps.length - 2);
  const toStep = asCount(question["toStep"], (fromStep ?? 0) + 1, steps.length - 1);
  return {
    kind: "funnel",
    range: readRange(question["range"], firstFunnel.range.from),
    steps,
    ...readShared(question),
    ...(order ? { order } : {}),
    window: readWindow(question["window"], firstFunnel.window),
    ...(exclusions.length > 0 ? { exclusions } : {}),
    ...(by ? { by } : {}),
    ...(attribution ? { attribution } : {}),
    ...(view ? { view } : {}),
    ...(interval ? { interval } : {}),
    ...(fromStep !== undefined ? { fromStep } : {}),
    ...(toStep !== undefined ? { toStep } : {}),
  };
}

export type Exclusion = NonNullable<FunnelQuestion["exclusions"]>[number];

function readExclusion(raw: unknown, steps: number): Exclusion | undefined {
  const selector = readSelector(raw);
  if (!selector) return undefined;
  const from = asCount(asObject(raw)?.["from"], 0, steps - 2) ?? 0;
  const to = asCount(asObject(raw)?.["to"], from + 1, steps - 1) ?? steps - 1;
  return { ...selector, from, to };
}

function readBy(raw: unknown): FunnelQuestion["by"] {
  if (raw === "session") return raw;
  const text = asText(raw);
  return text && /^group:.+$/.test(text) ? (text as `group:${string}`) : undefined;
}

function readAttribution(raw: unknown, steps: number): FunnelQuestion["attribution"] {
  if (raw === "last") return raw;
  const step = /^step:(\d+)$/.exec(asText(raw) ?? "")?.[1];
  return step !== undefined && Number(step) < steps ? `step:${Number(step)}` : undefined;
}

/**
 * What can be asked of a funnel under work: steps at the end that have no event yet are left out. Null while fewer than two
 * have one, or one in between has none.
 */
export function askableFunnel(question: FunnelQuestion): FunnelQuestion | null {
  const chosen = question.steps.findLastIndex((step) => step.event !== "") + 1;
  const steps = question.steps.slice(0, chosen);
  if (steps.length < 2 || steps.some((step) => step.event === "")) return null;
  const { breakdowns, exclusions, attribution, ...rest } = readFunnel({ ...question, steps });
  const split = chosenBreakdowns(breakdowns);
  const excluded = (exclusions ?? []).filter((exclusion) => exclusion.event !== "");
  return {
    ...rest,
    ...split,
    ...(attribution && split.breakdowns ? { attribution } : {}),
    ...(excluded.length > 0
      ? { exclusions: excluded.map((exclusion) => reaching(exclusion, question.order, steps.length)) }
      : {}),
  };
}

/** Steps in any order have no between: there an exclusion reaches from the first to the last. */
function reaching(exclusion: Exclusion, order: FunnelQuestion["order"], steps: number): Exclusion {
  return order === "any" ? { ...exclusion, from: 0, to: steps - 1 } : exclusion;
}

/** Other steps: what pointed at steps that are no longer there is mended. */
export function withSteps(question: FunnelQuestion, steps: Selector[]): FunnelQuestion {
  return readFunnel({ ...question, steps });
}
