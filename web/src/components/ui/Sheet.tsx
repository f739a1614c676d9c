import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { IconButton } from "./Button";

interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  lead?: ReactNode;
  side?: "left" | "right";
  children: ReactNode;
}

const sides = {
  left: "left-0 w-80 max-w-[85vw] border-r",
  right: "right-0 w-full max-w-lg border-l",
} as const;

/** A panel that slides in from an edge and holds the focus until it is closed. */
export function Sheet({ open, onOpenChange, title, lead, side = "right", children }: SheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-black/40" />
        <Dialog.Content
          {...(lead ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed inset-y-0 z-50 flex animate-appear flex-col border-line bg-surface outline-none",
            sides[side],
          )}
        >
          <div className="flex items-center justify-between gap-3 border-b border-line py-2 pr-2 pl-4 sm:pl-5">
            <div className="min-w-0 py-1.5">
              <Dialog.Title className="font-semibold wrap-anywhere">{title}</Dialog.Title>
              {lead && (
                <Dialog.Description className="text-[0.8125rem] text-muted">{lead}</Dialog.Description>
              )}
            </div>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
