import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { breakdownColour, heatColours, heatSteps, otherColour, seriesColour } from "./palette";

type Rgb = [number, number, number];

/** The tokens of a theme as linear RGB. */
function tokens(theme: "light" | "dark"): Map<string, Rgb> {
  const css = readFileSync(new URL("../styles.css", import.meta.url), "utf8");
  const block = css.split(theme === "light" ? ":root {" : '[data-theme="dark"] {')[1]!.split("\n}")[0]!;
  const read = new Map<string, Rgb>();
  for (const [, name, l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)) {
    read.set(name!, linear(Number(l), Number(c), Number(h)));
  }
  read.set("chart-1", read.get("accent")!);
  return read;
}

function linear(l: number, c: number, hue: number): Rgb {
  const a = c * Math.cos((hue * Math.PI) / 180);
  const b = c * Math.sin((hue * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
  ].map((value) => Math.min(1, Math.max(0, value))) as Rgb;
}

const luminance = ([red, green, blue]: Rgb) => 0.2126 * red + 0.7152 * green + 0.0722 * blue;

function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Distance in OKLab times 100. */
function distance(one: Rgb, other: Rgb): number {
  const lab = ([r, g, b]: Rgb) => {
    const long = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const middle = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const short = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return [
      0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
      1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
      0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
    ];
  };
  const to = lab(other);
  return 100 * Math.hypot(...lab(one).map((value, index) => value - to[index]!));
}

/** Machado, Oliveira and Fernandes 2009, severity 1. */
const deficiencies = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

function seen(matrix: number[], colour: Rgb): Rgb {
  return [0, 3, 6].map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        colour.reduce((sum, value, index) => sum + value * matrix[row + index]!, 0),
      ),
    ),
  ) as Rgb;
}

for (const theme of ["light", "dark"] as const) {
  const of = tokens(theme);
  const names = Array.from({ length: 10 }, (_, index) => `chart-${index + 1}`);

  test(`every colour of a series keeps 3:1 against the ${theme} surface`, () => {
    for (const name of [...names, "chart-other"]) {
      expect(contrast(of.get(name)!, of.get("surface")!), name).toBeGreaterThanOrEqual(3);
    }
  });

  test(`neighbours differ in the ${theme} theme, also for colour-blind eyes`, () => {
    for (const [kind, matrix] of Object.entries(deficiencies)) {
      for (let index = 1; index < names.length; index++) {
        const [one, other] = [of.get(names[index - 1]!)!, of.get(names[index]!)!];
        expect(
          distance(seen(matrix, one), seen(matrix, other)),
          `${names[index]} beside its neighbour, ${kind}`,
        ).toBeGreaterThan(9);
      }
    }
  });

  test(`the text of every heat map cell keeps 4.5:1 in the ${theme} theme`, () => {
    for (let step = 0; step < heatSteps; step++) {
      const { background, color } = heatColours((step + 0.5) / heatSteps);
      const token = (css: string) => of.get(/var\(--([\w-]+)\)/.exec(css)![1]!)!;
      expect(contrast(token(background), token(color)), background).toBeGreaterThanOrEqual(4.5);
    }
  });
}

test("the eleventh series has the first colour nearer to the ink", () => {
  expect(seriesColour(0)).toBe("var(--chart-1)");
  expect(seriesColour(10)).toContain("var(--chart-1) 62%");
});
test("the rest is grey wherever it stands", () => {
  expect(breakdownColour(3, ["(other)"])).toBe(otherColour);
  expect(breakdownColour(3, ["Chrome", "(other)"])).toBe("var(--chart-4)");
  expect(breakdownColour(0, [])).toBe("var(--chart-1)");
});
test("a share outside of 0 to 1 takes the nearest step", () => {
  expect(heatColours(-1).background).toBe("var(--heat-0)");
  expect(heatColours(1).background).toBe("var(--heat-9)");
});
