import { computedColour } from "./palette";

/**
 * Paints what charts are made of: canvases, boxes with a colour, stripes or borders, and text. Icons and effects are left
 * out. The context stands so that the page's coordinates fit.
 */
export function paintElement(context: CanvasRenderingContext2D, element: Element): void {
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (style.display === "none" || style.visibility === "hidden" || element instanceof SVGElement) return;
  if (element.getAttribute("role") === "status" || element.hasAttribute("data-no-export")) return;
  if (box.width > 0 && box.height > 0) {
    paintBox(context, box, style);
    if (element instanceof HTMLCanvasElement)
      context.drawImage(element, box.left, box.top, box.width, box.height);
  }
  // Words for screen readers only are one px large.
  if (box.width <= 1 && box.height <= 1 && style.position === "absolute") return;
  for (const child of element.childNodes) {
    if (child instanceof Element) paintElement(context, child);
    else if (child instanceof Text) paintText(context, child, style, box);
  }
}

function paintBox(context: CanvasRenderingContext2D, box: DOMRect, style: CSSStyleDeclaration): void {
  const radius = [
    style.borderTopLeftRadius,
    style.borderTopRightRadius,
    style.borderBottomRightRadius,
    style.borderBottomLeftRadius,
  ].map((value) => Math.min(Number.parseFloat(value) || 0, box.width / 2, box.height / 2));
  const outline = () => {
    context.beginPath();
    context.roundRect(box.left, box.top, box.width, box.height, radius);
  };
  const background = computedColour(style.backgroundColor);
  if (!isClear(background)) {
    outline();
    context.fillStyle = background;
    context.fill();
  }
  if (style.backgroundImage.startsWith("repeating-linear-gradient")) {
    const { line, gap } = stripeColours(style.backgroundImage);
    context.save();
    outline();
    context.clip();
    if (gap) {
      context.fillStyle = gap;
      context.fillRect(box.left, box.top, box.width, box.height);
    }
    context.strokeStyle = line;
    context.lineWidth = 2;
    for (let x = box.left - box.height; x < box.right; x += 8) {
      context.beginPath();
      context.moveTo(x, box.bottom);
      context.lineTo(x + box.height, box.top);
      context.stroke();
    }
    context.restore();
  }
  const edges: [string, string, number, number, number, number][] = [
    [style.borderTopWidth, style.borderTopColor, box.left, box.top, box.width, 1],
    [style.borderBottomWidth, style.borderBottomColor, box.left, box.bottom - 1, box.width, 1],
    [style.borderLeftWidth, style.borderLeftColor, box.left, box.top, 1, box.height],
    [style.borderRightWidth, style.borderRightColor, box.right - 1, box.top, 1, box.height],
  ];
  for (const [width, colour, x, y, across, down] of edges) {
    if (Number.parseFloat(width) === 0) continue;
    context.fillStyle = computedColour(colour);
    context.fillRect(x, y, across, down);
  }
}

/** Text line by line as the browser broke it, cut where its box cuts it. */
function paintText(
  context: CanvasRenderingContext2D,
  node: Text,
  style: CSSStyleDeclaration,
  box: DOMRect,
): void {
  const text = node.data;
  if (!text.trim()) return;
  context.save();
  context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.fillStyle = computedColour(style.color);
  context.textBaseline = "middle";
  const isCut = style.textOverflow === "ellipsis" && style.overflowX === "hidden";
  for (const line of linesOf(node)) {
    if (isCut && line.left + line.width > box.right + 1) {
      context.fillText(
        shortened(context, line.text.trim(), box.right - line.left),
        line.left,
        middleOf(line),
      );
    } else {
      writeToWidth(context, line);
    }
  }
  context.restore();
}

interface Line {
  text: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

const middleOf = (line: Line) => line.top + line.height / 2 + 0.5;

/**
 * A canvas does not know tabular figures, so the letters are spread to the width that the page gave them. A space at the
 * edge was drawn when the words with it come closer to that width.
 */
function writeToWidth(context: CanvasRenderingContext2D, line: Line): void {
  const spaced = line.text.replace(/\s+/g, " ");
  const off = (text: string) => Math.abs(context.measureText(text).width - line.width);
  const text = [spaced, spaced.trim(), spaced.trimStart(), spaced.trimEnd()].reduce((best, candidate) =>
    off(candidate) < off(best) ? candidate : best,
  );
  const spread = (line.width - context.measureText(text).width) / Math.max(1, text.length);
  if ("letterSpacing" in context) context.letterSpacing = `${spread.toFixed(3)}px`;
  context.fillText(text, line.left, middleOf(line));
  if ("letterSpacing" in context) context.letterSpacing = "0px";
}

/** The two colours of a repeating gradient: stripes on a ground, or stripes on nothing. */
function stripeColours(image: string): { line: string; gap: string | null } {
  const found = image.match(/(?:oklab|oklch|rgba?|color)\([^)]*\)|transparent/g) ?? [];
  const first = computedColour(found[0] ?? "var(--line-strong)");
  const last = computedColour(found.at(-1) ?? "var(--line-strong)");
  return isClear(first) ? { line: last, gap: null } : { line: first, gap: last };
}

function isClear(colour: string): boolean {
  return colour.endsWith(",0.000)");
}

function linesOf(node: Text): Line[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
  const [whole] = boxes;
  if (!whole) return [];
  if (boxes.length === 1) {
    return [{ text: node.data, left: whole.left, top: whole.top, width: whole.width, height: whole.height }];
  }
  const lines: Line[] = [];
  for (let index = 0; index < node.length; index++) {
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const { left, top, right, height } = range.getBoundingClientRect();
    const last = lines.at(-1);
    const letter = node.data[index] ?? "";
    if (last && Math.abs(top - last.top) < 2) {
      last.text += letter;
      last.width = right - last.left;
    } else if (height > 0) lines.push({ text: letter, left, top, width: right - left, height });
  }
  return lines;
}
function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room + 1) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > room) end--;
  return `${text.slice(0, end)}…`;
}
