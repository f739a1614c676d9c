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
  if (!background.endsWith(",0.000)")) {
    outline();
    context.fillStyle = background;
    context.fill();
  }
  if (style.backgroundImage.startsWith("repeating-linear-gradient")) {
    const [line, gap] = style.backgroundImage.match(/(?:oklab|oklch|rgba?|color)\([^)]*\)/g) ?? [];
    context.save();
    outline();
    context.clip();
    if (gap) {
      context.fillStyle = computedColour(gap);
      context.fillRect(box.left, box.top, box.width, box.height);
    }
    context.strokeStyle = computedColour(line ?? "var(--line-strong)");
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
    const written = isCut ? shortened(context, line.text, box.right - line.left) : line.text;
    context.fillText(written, line.left, line.top + line.height / 2 + 0.5);
  }
  context.restore();
}

function linesOf(node: Text): { text: string; left: number; top: number; height: number }[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = range.getClientRects();
  const whole = boxes[0];
  if (!whole) return [];
  if (boxes.length === 1)
    return [{ text: node.data.trim(), left: whole.left, top: whole.top, height: whole.height }];
  const lines: { text: string; left: number; top: number; height: number }[] = [];
  for (let index = 0; index < node.length; index++) {
    range.setStart(node, index);
    range.setEnd(node, index + 1);
    const box = range.getBoundingClientRect();
    const last = lines.at(-1);
    if (last && Math.abs(box.top - last.top) < 2) last.text += node.data[index] ?? "";
    else if (box.height > 0) {
      lines.push({ text: node.data[index] ?? "", left: box.left, top: box.top, height: box.height });
    }
  }
  return lines.map((line) => ({ ...line, text: line.text.trim() }));
}

function shortened(context: CanvasRenderingContext2D, text: string, room: number): string {
  if (context.measureText(text).width <= room + 1) return text;
  let end = text.length;
  while (end > 1 && context.measureText(`${text.slice(0, end)}…`).width > room) end--;
  return `${text.slice(0, end)}…`;
}
