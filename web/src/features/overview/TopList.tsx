import type { NamedCount } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { formatNumber } from "@/lib/format";

interface TopListProps {
  id: string;
  title: string;
  /** Over which time the counts are, said beside the title. */
  span: string;
  items: NamedCount[] | undefined;
  empty: string;
  onChoose?: (name: string) => void;
}

/** Names by count, each with a bar of its share of the largest. */
export function TopList({ id, title, span, items, empty, onChoose }: TopListProps) {
  const largest = Math.max(1, ...(items ?? []).map((item) => item.count));
  return (
    <Card labelledBy={id}>
      <CardTitle id={id} aside={<span className="text-[0.8125rem] text-muted">{span}</span>}>
        {title}
      </CardTitle>
      {items === undefined ? (
        <div
          role="status"
          aria-label={`Loading ${title.toLowerCase()}`}
          className="grid gap-2 px-4 pb-5 sm:px-5"
        >
          {["w-full", "w-4/5", "w-3/5"].map((width) => (
            <Skeleton key={width} className={`h-8 ${width}`} />
          ))}
        </div>
      ) : items.length === 0 ? (
        <p className="px-4 pb-6 text-muted sm:px-5">{empty}</p>
      ) : (
        <ul className="px-2 pb-3 sm:px-3" data-top={id}>
          {items.slice(0, 10).map((item) => (
            <li key={item.name}>
              <TopRow item={item} share={item.count / largest} {...(onChoose ? { onChoose } : {})} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function TopRow({
  item,
  share,
  onChoose,
}: {
  item: NamedCount;
  share: number;
  onChoose?: (name: string) => void;
}) {
  const inside = (
    <>
      <span
        aria-hidden
        style={{ width: `${share * 100}%` }}
        className="absolute inset-y-0.5 left-0 rounded-md bg-accent-soft"
      />
      <span className="relative min-w-0 flex-1 truncate" title={item.name}>
        {item.name}
      </span>
      <span className="relative shrink-0 font-medium tabular-nums">{formatNumber(item.count)}</span>
    </>
  );
  const look = "relative flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-left md:min-h-9";
  if (!onChoose) return <div className={look}>{inside}</div>;
  return (
    <button
      type="button"
      className={`${look} hover:underline underline-offset-2`}
      title={`Show ${item.name} in the live events`}
      onClick={() => onChoose(item.name)}
    >
      {inside}
    </button>
  );
}
