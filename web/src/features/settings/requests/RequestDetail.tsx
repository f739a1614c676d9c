import type { RecentEvent, RecentRequest } from "@/api/types";
import { useFrame } from "@/features/frame/useFrame";
import { isStored } from "@/features/install/recognised";
import { RefusalNotice } from "@/features/install/RefusalNotice";
import { refusalOf } from "@/features/install/refusals";
import { cx } from "@/lib/cx";
import { formatDateTime, formatNumber } from "@/lib/format";

/** All that is known of a request: who sent it, and each of its events. */
export function RequestDetail({ request }: { request: RecentRequest }) {
  const { timeZone } = useFrame();
  const passedOver = Object.entries(request.passedOver);
  const total = request.accepted + request.duplicates + request.rejected;
  const more = total - request.events.length;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 bg-sunken px-4 py-3 sm:px-5" data-request-detail>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-[0.8125rem]">
        <dt className="text-muted">Received</dt>
        <dd>{formatDateTime(request.at, timeZone)}</dd>
        <dt className="text-muted">Sent by</dt>
        <dd className="wrap-anywhere">{request.userAgent ?? "a client that gives no user agent"}</dd>
        {passedOver.length > 0 && (
          <>
            <dt className="text-muted">Passed over</dt>
            <dd>
              {passedOver
                .map(([kind, count]) => `${kind.replaceAll("_", " ")} (${formatNumber(count)})`)
                .join(", ")}
            </dd>
          </>
        )}
      </dl>
      {request.problem !== null && <RefusalNotice code={request.problem} reason={request.reason} />}
      {request.events.length > 0 && (
        <ol className="grid grid-cols-[minmax(0,1fr)] gap-2" aria-label="Events of the request">
          {request.events.map((event, index) => (
            <EventLine key={index} event={event} />
          ))}
        </ol>
      )}
      {more > 0 && (
        <p className="text-[0.8125rem] text-muted">
          And {formatNumber(more)} more: of each request the first {formatNumber(request.events.length)} are
          shown.
        </p>
      )}
    </div>
  );
}

function EventLine({ event }: { event: RecentEvent }) {
  const { timeZone } = useFrame();
  const stored = isStored(event);
  return (
    <li
      className="grid grid-cols-[minmax(0,1fr)] gap-1 rounded-lg border border-line bg-surface px-3 py-2 text-[0.8125rem]"
      data-verdict={event.verdict}
    >
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <span className="min-w-0 font-medium wrap-anywhere">{event.event ?? "An event without a name"}</span>
        {event.sourceEvent && <span className="wrap-anywhere text-muted">sent as {event.sourceEvent}</span>}
        <span className={cx("ml-auto", stored ? "text-muted" : "text-critical")}>
          {stored ? event.verdict : `refused: ${event.verdict}`}
        </span>
      </p>
      {!stored && (
        <p>
          <span className="wrap-anywhere">{event.reason}</span>{" "}
          <span className="text-muted">{refusalOf(event.verdict).fix}</span>
        </p>
      )}
      {event.distinctId !== null && (
        <p className="wrap-anywhere text-muted">
          by <span className="text-ink">{event.distinctId}</span>
          {event.timestamp && <> at {formatDateTime(event.timestamp, timeZone)}</>}
          {event.sessionId && <> in session {event.sessionId}</>}
        </p>
      )}
      <Names title="Properties" names={event.properties} />
      <Names title="Of the person" names={event.personProperties ?? []} />
      <Names title="Groups" names={event.groups ?? []} />
      {event.redacted && <p className="text-warn">Something was redacted before it was stored.</p>}
    </li>
  );
}

function Names({ title, names }: { title: string; names: string[] }) {
  if (names.length === 0) return null;
  return (
    <p className="wrap-anywhere text-muted">
      {title}: <span className="font-mono text-xs">{names.join(", ")}</span>
    </p>
  );
}
