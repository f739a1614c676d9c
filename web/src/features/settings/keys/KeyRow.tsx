import { Link } from "@tanstack/react-router";
import { Ellipsis, Pencil, RefreshCw, Trash2 } from "lucide-react";
import type { Key } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { IconButton } from "@/components/ui/Button";
import { CopyButton } from "@/components/ui/CopyButton";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { formatCalendarDay, formatDateTime, formatNumber, formatRemaining } from "@/lib/format";
import { useNow } from "@/lib/useNow";
import { isLive } from "./kinds";

export type KeyDeed = "change" | "rotate" | "revoke";

interface KeyRowProps {
  item: Key;
  onDeed: (deed: KeyDeed) => void;
}

export function KeyRow({ item, onDeed }: KeyRowProps) {
  const now = useNow(30_000);
  const live = isLive(item, now);
  return (
    <li
      className={cx(
        "grid grid-cols-[minmax(0,1fr)_auto] items-start gap-x-4 border-b border-line px-4 py-2.5 last:border-0 sm:px-5",
        !live && "text-muted",
      )}
      data-key={item.id}
    >
      <div className="grid min-w-0 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="truncate font-medium">{item.name}</span>
          {wordsOf(item).map((word) => (
            <span key={word} className="rounded-md border border-line px-1.5 text-xs text-muted">
              {word}
            </span>
          ))}
        </p>
        <p className="flex min-w-0 items-center gap-1">
          <code id={`key-${item.id}`} className="min-w-0 truncate font-mono text-[0.8125rem] text-muted">
            {item.key ?? item.hint ?? ""}
          </code>
          {item.key && live && (
            <CopyButton text={item.key} label={`Copy the key ${item.name}`} selectId={`key-${item.id}`} />
          )}
        </p>
        <Bounds item={item} />
        <Life item={item} live={live} now={now} />
        {item.kind !== "api" && <RequestsLink item={item} />}
      </div>
      {live && (
        <Menu
          label={`Menu of ${item.name}`}
          trigger={
            <IconButton label={`Menu of ${item.name}`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem onSelect={() => onDeed("change")}>
            <Pencil aria-hidden className="text-muted" />
            Change
          </MenuItem>
          {!item.replacedBy && (
            <MenuItem onSelect={() => onDeed("rotate")}>
              <RefreshCw aria-hidden className="text-muted" />
              Rotate
            </MenuItem>
          )}
          <MenuItem onSelect={() => onDeed("revoke")}>
            <Trash2 aria-hidden className="text-muted" />
            Revoke
          </MenuItem>
        </Menu>
      )}
    </li>
  );
}

function RequestsLink({ item }: { item: Key }) {
  const { slug } = useFrame();
  return (
    <p className="text-[0.8125rem]">
      <Link
        to="/p/$slug/settings/keys/$keyId"
        params={{ slug, keyId: item.id }}
        aria-label={`Last requests of ${item.name}`}
        className="inline-block font-medium text-accent underline-offset-4 hover:underline max-md:py-3"
      >
        Last requests
      </Link>
    </p>
  );
}

/** A week is enough to change over. */
const isSoon = (end: string, now: Date) => new Date(end).getTime() - now.getTime() < 7 * 86_400_000;

/** What it is and may, in short. */
function wordsOf(item: Key): string[] {
  return [
    item.role,
    ...(item.scopes ?? []),
    item.eventsPerSecond === null ? null : `${formatNumber(item.eventsPerSecond)} events/s`,
    item.requestsPerMinute === null ? null : `${formatNumber(item.requestsPerMinute)} requests/min`,
  ].filter((word) => word !== null);
}

/** The websites and events of a write key. */
function Bounds({ item }: { item: Key }) {
  return (
    <>
      {item.origins && (
        <p className="text-[0.8125rem] wrap-anywhere text-muted">
          From {item.origins.join(", ")}
          {item.allowWithoutOrigin ? ", and without a website" : ""}
        </p>
      )}
      {item.events && (
        <p className="text-[0.8125rem] wrap-anywhere text-muted">Sends {item.events.join(", ")}</p>
      )}
    </>
  );
}

function Life({ item, live, now }: { item: Key; live: boolean; now: Date }) {
  const { timeZone } = useFrame();
  const end = item.revokedAt ?? item.expiresAt;
  return (
    <p className="text-[0.8125rem] text-muted">
      {live || !end
        ? `Made on ${formatCalendarDay(item.createdAt, timeZone)}`
        : `${item.revokedAt ? "Revoked" : "Ended"} on ${formatCalendarDay(end, timeZone)}`}
      {live && (
        <>
          {" · "}
          {item.lastUsedAt ? (
            <>
              last used <Age at={item.lastUsedAt} timeZone={timeZone} />
            </>
          ) : (
            "never used"
          )}
          {item.expiresAt && (
            <span
              title={formatDateTime(item.expiresAt, timeZone)}
              className={cx(isSoon(item.expiresAt, now) && "text-warn")}
              data-ends
            >
              {" · "}
              {item.replacedBy ? "replaced, ends" : "ends"} in {formatRemaining(item.expiresAt, now)}
            </span>
          )}
        </>
      )}
    </p>
  );
}
