import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

interface TileFrameProps {
  id: string;
  title: string;
  /** The whole title, where a link stands for it. */
  heading?: ReactNode;
  /** At the left of the title: the handle that moves it. */
  handle?: ReactNode;
  /** At the right: its menu. */
  menu?: ReactNode;
  isEdited?: boolean;
  isFluid: boolean;
  children: ReactNode;
}

/** What stands around a tile. A text without a title has no head while nobody edits. */
export function TileFrame({ id, title, heading, handle, menu, isEdited, isFluid, children }: TileFrameProps) {
  const hasHead = Boolean(title || handle || menu);
  // A group, no landmark: two tiles may be called the same.
  return (
    <div
      role="group"
      aria-label={title || "Text"}
      data-tile={id}
      className={cx(
        "flex h-full min-w-0 flex-col rounded-lg border bg-surface",
        isEdited ? "border-line-strong" : "border-line",
        !isFluid && "overflow-clip",
      )}
    >
      {hasHead && (
        <div className="flex min-h-11 shrink-0 items-center gap-1 pr-1 pl-4 sm:pl-5" data-tile-head>
          {handle}
          {title ? (
            <h2 className="min-w-0 flex-1 truncate font-semibold" title={title}>
              {heading ?? title}
            </h2>
          ) : (
            <span className="flex-1" />
          )}
          {menu}
        </div>
      )}
      <div className={cx("flex min-h-0 flex-1 flex-col px-4 pb-4 sm:px-5", !hasHead && "pt-4")}>
        {children}
      </div>
    </div>
  );
}
