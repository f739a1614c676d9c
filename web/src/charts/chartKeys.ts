/** Where an arrow key leads from a place among `count`; undefined for other keys. Coming from nowhere, the last is first. */
export function movedIndex(key: string, from: number | null, count: number): number | undefined {
  const last = count - 1;
  const start = from ?? last + 1;
  const next = { ArrowLeft: start - 1, ArrowRight: start + 1, Home: 0, End: last }[key];
  return next === undefined ? undefined : Math.min(Math.max(next, 0), last);
}

interface WithValues {
  id: string;
  values: readonly (number | null)[];
}

/** The series whose value at a place is the next larger (ArrowUp) or smaller (ArrowDown); undefined for other keys. */
export function movedSeries(
  key: string,
  series: readonly WithValues[],
  index: number,
  chosen: string | null,
): string | null | undefined {
  const turn = { ArrowUp: -1, ArrowDown: 1 }[key];
  if (turn === undefined) return undefined;
  const order = series
    .filter((line) => (line.values[index] ?? null) !== null)
    .toSorted((a, b) => (b.values[index] ?? 0) - (a.values[index] ?? 0));
  const at = order.findIndex((line) => line.id === chosen);
  const next = at < 0 ? 0 : Math.min(Math.max(at + turn, 0), order.length - 1);
  return order[next]?.id ?? null;
}
