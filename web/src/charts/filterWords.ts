import { describeFilter } from "@/query-builder/filters/describe";
import { asObject, readFilter } from "@/query-builder/questions/parts";

/** Every filter of a question in words, one line each; says so when there is none. */
export function filterWords(question: unknown): string[] {
  const asked = asObject(question);
  const funnel = asObject(asked?.["funnel"]);
  const lines = [asked, funnel].flatMap((part) => linesOf(part));
  return lines.length > 0 ? lines : ["None"];
}

function linesOf(question: Record<string, unknown> | undefined): string[] {
  if (!question) return [];
  const whole = describeFilter(readFilter(question["filter"]));
  const selectors = ["series", "steps", "exclusions"].flatMap((list) =>
    Array.isArray(question[list]) ? (question[list] as unknown[]) : [],
  );
  const own = [...selectors, question["start"], question["return"], question["selector"], question["goal"]]
    .map(asObject)
    .flatMap((selector) => {
      const where = describeFilter(readFilter(selector?.["where"]));
      return where ? `${String(selector?.["name"] ?? selector?.["event"] ?? "Any event")}: ${where}` : [];
    });
  return [...(whole ? [`All events: ${whole}`] : []), ...new Set(own)];
}
