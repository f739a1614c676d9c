import type { LifecycleQuestion, Selector, StickinessQuestion } from "@/api/types";
import { asObject, asOneOf, readInterval, readRange, readSelector, readShared } from "./parts";

/** What the page opens with: any event, by day over four weeks. */
export const firstLifecycle: LifecycleQuestion = {
  kind: "lifecycle",
  range: { from: "-28d" },
  interval: "day",
};

/** A lifecycle question of anything; what is not understood falls back to its default. */
export function readLifecycle(raw: unknown): LifecycleQuestion {
  const question = asObject(raw);
  if (!question) return firstLifecycle;
  const { filter } = readShared(question);
  const selector = readSelector(question["selector"]);
  return {
    kind: "lifecycle",
    range: readRange(question["range"], firstLifecycle.range.from),
    interval: readInterval(question["interval"]) ?? firstLifecycle.interval,
    ...(filter ? { filter } : {}),
    ...(selector && !isAnything(selector) ? { selector } : {}),
  };
}

export const firstStickiness: StickinessQuestion = {
  kind: "stickiness",
  range: { from: "-28d" },
  interval: "day",
  selector: { event: null },
};

/** A stickiness question of anything; what is not understood falls back to its default. */
export function readStickiness(raw: unknown): StickinessQuestion {
  const question = asObject(raw);
  if (!question) return firstStickiness;
  const { filter } = readShared(question);
  const compare = asOneOf(question["compare"], ["previous", "year"] as const);
  return {
    kind: "stickiness",
    range: readRange(question["range"], firstStickiness.range.from),
    interval: readInterval(question["interval"]) ?? firstStickiness.interval,
    selector: readSelector(question["selector"]) ?? firstStickiness.selector,
    ...(filter ? { filter } : {}),
    ...(compare ? { compare } : {}),
  };
}

/** Any event without a name or a condition: what a lifecycle is about when nothing is said. */
function isAnything(selector: Selector): boolean {
  return selector.event === null && !selector.where && !selector.name;
}

/** What can be asked; null while the event is still to be chosen. */
export function askableLifecycle<Q extends LifecycleQuestion | StickinessQuestion>(question: Q): Q | null {
  return question.selector?.event === "" ? null : question;
}

/** The same event, range and filter, asked the other way. */
export function asStickiness({ range, interval, filter, selector }: LifecycleQuestion): StickinessQuestion {
  return readStickiness({ range, interval, filter, selector });
}

export function asLifecycle({ range, interval, filter, selector }: StickinessQuestion): LifecycleQuestion {
  return readLifecycle({ range, interval, filter, selector });
}
