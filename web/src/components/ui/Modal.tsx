import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";
import { IconButton } from "./Button";

interface ModalProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  lead?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

/** A dialog in the middle of the page; on a phone at its bottom. */
export function Modal({ open, onOpenChange, title, lead, wide = false, children }: ModalProps) {
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-appear bg-black/40" />
        <Dialog.Content
          {...(lead ? {} : { "aria-describedby": undefined })}
          className={cx(
            "fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[92dvh] w-full animate-appear overflow-y-auto rounded-t-lg border border-line bg-surface outline-none",
            "sm:top-[12dvh] sm:bottom-auto sm:max-h-[80dvh] sm:w-[calc(100vw-2rem)] sm:rounded-lg",
            wide ? "sm:max-w-3xl" : "sm:max-w-md",
          )}
        >
          <div className="flex items-start justify-between gap-3 pt-3 pr-2 pl-4 sm:pl-5">
            <div className="min-w-0 py-1.5">
              <Dialog.Title className="text-base font-semibold wrap-anywhere">{title}</Dialog.Title>
              {lead && <Dialog.Description className="mt-1 text-muted">{lead}</Dialog.Description>}
            </div>
            <Dialog.Close asChild>
              <IconButton label="Close">
                <X aria-hidden />
              </IconButton>
            </Dialog.Close>
          </div>
          <div className="px-4 pt-3 pb-5 sm:px-5">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
