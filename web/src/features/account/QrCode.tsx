import { useMemo } from "react";
import { qrMatrix } from "@/lib/qr";

/** A QR code, always dark on light: cameras read no other. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { side, path } = useMemo(() => {
    const modules = qrMatrix(text);
    const dark = modules.flatMap((row, y) =>
      row.flatMap((on, x) => (on ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])),
    );
    return { side: modules.length + 8, path: dark.join("") };
  }, [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="size-52 rounded-lg border border-line"
      data-qr={text}
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
