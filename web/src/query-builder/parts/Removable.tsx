import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/Button";

interface RemovableProps {
  /** What the cross does: "Remove this filter". */
  label: string;
  onRemove: () => void;
  children: ReactNode;
}

/** Controls that wrap as they must, and the cross that takes them away, always at the right of the first line. */
export function Removable({ label, onRemove, children }: RemovableProps) {
  return (
    <div className="flex min-w-0 items-start gap-0.5">
      <div className="flex min-w-0 flex-wrap items-center gap-1.5">{children}</div>
      <IconButton label={label} className="md:size-8!" onClick={onRemove}>
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
