/** A picture of the chart drawn in this element: its canvases under the title, on the page's surface. */
export async function exportPng(element: HTMLElement, title: string): Promise<Blob> {
  const style = getComputedStyle(document.documentElement);
  const box = element.getBoundingClientRect();
  const scale = window.devicePixelRatio || 1;
  const canvas = document.createElement("canvas");
  canvas.width = box.width * scale;
  canvas.height = (box.height + 48) * scale;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.scale(scale, scale);
  context.fillStyle = style.getPropertyValue("--surface");
  context.fillRect(0, 0, box.width, box.height + 48);
  context.fillStyle = style.getPropertyValue("--ink");
  context.font = '600 16px "Inter Variable", system-ui, sans-serif';
  context.fillText(title, 20, 32);
  for (const drawn of element.querySelectorAll("canvas")) {
    const at = drawn.getBoundingClientRect();
    context.drawImage(drawn, at.left - box.left, at.top - box.top + 48, at.width, at.height);
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
