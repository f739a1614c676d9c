import { X } from "lucide-react";
import { Dialog, Popover } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { usePhone } from "@/lib/useMedia";

interface PopupProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** A button; it gets the focus back. */
  trigger: ReactNode;
  /** What it is for: the name of the dialog, and its title on a phone. */
  label: string;
  align?: "start" | "end";
  className?: string;
  children: ReactNode;
}

/**
 * Opens beside its button; on a phone as a sheet over the lower part of the page. Not modal, so that no style element is
 * put into the page, and no portal, so that it stays in its landmark.
 */
export function Popup({
  open,
  onOpenChange,
  trigger,
  label,
  align = "start",
  className,
  children,
}: PopupProps) {
  const phone = usePhone();
  if (phone) {
    return (
      <Dialog.Root modal={false} open={open} onOpenChange={onOpenChange}>
        <Dialog.Trigger asChild>{trigger}</Dialog.Trigger>
        {open && <div aria-hidden className="fixed inset-0 z-50 bg-[oklch(0_0_0/0.4)]" />}
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 bottom-0 z-50 flex max-h-[85dvh] flex-col overflow-hidden rounded-t-xl border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] outline-none"
        >
          <div className="flex shrink-0 items-center justify-between border-b border-line pl-4">
            <Dialog.Title className="font-semibold">{label}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        </Dialog.Content>
      </Dialog.Root>
    );
  }
  return (
    <Popover.Root open={open} onOpenChange={onOpenChange}>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Content
        aria-label={label}
        align={align}
        sideOffset={6}
        collisionPadding={8}
        className={cx(
          "z-50 flex max-h-(--radix-popover-content-available-height) max-w-[calc(100vw-1rem)] animate-rise flex-col overflow-hidden rounded-lg border border-line bg-surface shadow-[0_8px_24px_-12px_rgb(0_0_0/0.35)] outline-none",
          className ?? "w-88",
        )}
      >
        {children}
      </Popover.Content>
    </Popover.Root>
  );
}
