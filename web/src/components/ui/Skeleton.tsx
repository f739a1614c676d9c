import { cx } from "@/lib/cx";

/** Stands where something will be, in its size. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx("animate-breathe rounded-md bg-hover", className)} />;
}
