import { paintElement } from "./paintElement";
import { computedColour } from "./palette";

const padding = 24;

/**
 * A picture of what a chart shows, of twice its size, under its title on the surface of the theme. `subtitle` says what the
 * picture alone would not: the range, the project.
 */
export async function exportPng(element: HTMLElement, title: string, subtitle?: string): Promise<Blob> {
  const restore = scrollToStart(element);
  try {
    const scrollers = [element, ...element.querySelectorAll<HTMLElement>("[data-scroller]")];
    const box = element.getBoundingClientRect();
    const reach = scrollers.map((scroller) => {
      const own = scroller.getBoundingClientRect();
      return [own.left - box.left + scroller.scrollWidth, own.top - box.top + scroller.scrollHeight] as const;
    });
    const head = subtitle ? 64 : 44;
    const width = Math.max(...reach.map(([right]) => right), 240) + 2 * padding;
    const height = Math.max(...reach.map(([, bottom]) => bottom)) + head + 2 * padding;
    const canvas = document.createElement("canvas");
    canvas.width = Math.ceil(width * 2);
    canvas.height = Math.ceil(height * 2);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser draws no canvas.");
    context.scale(2, 2);
    context.fillStyle = computedColour("var(--surface)");
    context.fillRect(0, 0, width, height);
    const family = '"Inter Variable", system-ui, sans-serif';
    context.textBaseline = "alphabetic";
    context.fillStyle = computedColour("var(--ink)");
    context.font = `600 18px ${family}`;
    context.fillText(title, padding, padding + 18, width - 2 * padding);
    if (subtitle) {
      context.fillStyle = computedColour("var(--muted)");
      context.font = `13px ${family}`;
      context.fillText(subtitle, padding, padding + 42, width - 2 * padding);
    }
    context.translate(padding - box.left, padding + head - box.top);
    paintElement(context, element);
    return await new Promise((resolve, reject) => {
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error("The chart is too large for an image."))),
        "image/png",
      );
    });
  } finally {
    restore();
  }
}

/** A scroller shows a part; an image shows all of it, so everything inside is brought to its beginning meanwhile. */
function scrollToStart(element: HTMLElement): () => void {
  const moved = [element, ...element.querySelectorAll<HTMLElement>("*")].filter(
    (part) => part.scrollTop !== 0 || part.scrollLeft !== 0,
  );
  const before = moved.map((part) => [part, part.scrollTop, part.scrollLeft] as const);
  for (const part of moved) part.scrollTo(0, 0);
  return () => {
    for (const [part, top, left] of before) part.scrollTo(left, top);
  };
}
