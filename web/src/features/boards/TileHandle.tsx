import { GripVertical } from "lucide-react";
import type { KeyboardEvent } from "react";
import { IconButton } from "@/components/ui/Button";
import type { Nudge } from "./rearrange";

const moves: Record<string, Nudge> = {
  ArrowLeft: { x: -1 },
  ArrowRight: { x: 1 },
  ArrowUp: { y: -1 },
  ArrowDown: { y: 1 },
};
const sizes: Record<string, Nudge> = {
  ArrowLeft: { w: -1 },
  ArrowRight: { w: 1 },
  ArrowUp: { h: -1 },
  ArrowDown: { h: 1 },
};

/** Where a tile is taken to move it by keys; the mouse takes its whole head. */
export function TileHandle({ title, onNudge }: { title: string; onNudge: (by: Nudge) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const by = (event.shiftKey ? sizes : moves)[event.key];
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onNudge(by);
  };
  return (
    <IconButton
      label={`Move ${title}: arrow keys move it, with Shift they change its size`}
      className="-ml-3 cursor-grab active:cursor-grabbing"
      onKeyDown={onKeyDown}
      data-tile-handle
    >
      <GripVertical aria-hidden />
    </IconButton>
  );
}
