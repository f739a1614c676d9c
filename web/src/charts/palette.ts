/** The colours of charts. All are tokens of styles.css, so that a theme is one place. */
const hues = 10;

/**
 * The colour of the nth series as CSS. After ten the same colours come again nearer to the ink, then nearer still; the
 * legend and the tip name what a colour alone can no longer tell.
 */
export function seriesColour(index: number): string {
  const token = `var(--chart-${(index % hues) + 1})`;
  const round = Math.floor(index / hues) % 3;
  return round === 0 ? token : `color-mix(in oklab, ${token} ${round === 1 ? 62 : 36}%, var(--ink))`;
}

/** The rest beyond a limit, and those without a value, are grey wherever they stand. */
export const otherColour = "var(--chart-other)";

/** The colour of a breakdown's value: its place among the values, grey for `(other)` and `(none)`. */
export function breakdownColour(index: number, value: readonly string[] | null): string {
  const isRest =
    value !== null && value.length > 0 && value.every((part) => part === "(other)" || part === "(none)");
  return isRest ? otherColour : seriesColour(index);
}

export const heatSteps = 10;

/** Background and text of a heat map's cell by its share of the largest, 0 to 1; every pair keeps 4.5:1. */
export function heatColours(share: number): { background: string; color: string } {
  const step = Math.min(heatSteps - 1, Math.max(0, Math.floor(share * heatSteps)));
  return {
    background: `var(--heat-${step})`,
    color: step < heatSteps / 2 ? "var(--heat-ink-low)" : "var(--heat-ink-high)",
  };
}

let probe: { span: HTMLSpanElement; context: CanvasRenderingContext2D } | null = null;

/**
 * What a CSS colour is now, as #rrggbb or rgba(): a canvas cannot follow a variable, and chart libraries do not read oklch.
 * Ask anew after a change of theme.
 */
export function computedColour(css: string): string {
  probe ??= makeProbe();
  probe.span.style.color = css;
  const { context } = probe;
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = getComputedStyle(probe.span).color;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  if (alpha < 255) return `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function makeProbe() {
  const span = document.createElement("span");
  span.hidden = true;
  document.body.append(span);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("This browser draws no canvas.");
  return { span, context };
}

/** The same colour, fainter: alpha 0 to 1 of a computed #rrggbb. */
export function withAlpha(colour: string, alpha: number): string {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return colour;
  return `${colour}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, "0")}`;
}
