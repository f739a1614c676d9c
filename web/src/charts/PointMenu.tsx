import { DropdownMenu } from "radix-ui";
import { useRef, type ReactNode } from "react";

/** Where a menu opens, in px of the window. */
export interface MenuPlace {
  x: number;
  y: number;
}

interface PointMenuProps {
  place: MenuPlace;
  /** What the menu is about: "Nov 8, day 3". */
  title: string;
  onClose: () => void;
  /** `MenuItem`s. */
  children: ReactNode;
}

/** What can be done with a place of a chart: opens where it was pressed and gives the focus back. */
export function PointMenu({ place, title, onClose, children }: PointMenuProps) {
  const before = useRef(document.activeElement);
  return (
    <DropdownMenu.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <DropdownMenu.Trigger asChild>
        <span
          aria-hidden
          className="pointer-events-none fixed size-0"
          style={{ left: place.x, top: place.y }}
        />
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        aria-label={title}
        align="start"
        sideOffset={6}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          if (before.current instanceof HTMLElement && document.activeElement === document.body)
            before.current.focus();
        }}
        className="z-50 max-w-72 min-w-52 animate-rise rounded-lg border border-line bg-surface p-1 shadow-[0_8px_24px_-12px_rgb(0_0_0/0.35)]"
      >
        <DropdownMenu.Label className="truncate px-2.5 py-2 text-[0.8125rem] text-muted" title={title}>
          {title}
        </DropdownMenu.Label>
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
