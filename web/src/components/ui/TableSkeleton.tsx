import { Skeleton } from "./Skeleton";

const widths = ["w-48", "w-36", "w-56", "w-40", "w-44", "w-52", "w-32", "w-48"];

/** Stands where the rows of a table will be. */
export function TableSkeleton({ label }: { label: string }) {
  return (
    <div role="status" aria-label={`Loading ${label}`} className="grid">
      {widths.map((width, index) => (
        <div
          key={index}
          className="flex h-14 items-center justify-between gap-6 border-b border-line px-4 last:border-0 sm:px-5 md:h-11"
        >
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
