import { CircleCheck, CircleX } from "lucide-react";
import type { RecentRequest } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { useFrame } from "@/features/frame/useFrame";
import { formatNumber } from "@/lib/format";
import { countsOf, formatName, isRefused, isStored, recognised } from "./recognised";
import { RefusalNotice } from "./RefusalNotice";

/** A request as it was understood: format, events, what they say, and what was passed over or refused. */
export function Arrived({ request }: { request: RecentRequest }) {
  const { timeZone } = useFrame();
  const refused = isRefused(request);
  const Icon = refused ? CircleX : CircleCheck;
  const faulty = request.events.filter((event) => !isStored(event));
  const passedOver = Object.entries(request.passedOver);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3" data-arrived={refused ? "refused" : "recognised"}>
      <p role="status" className="flex items-start gap-2">
        <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${refused ? "text-critical" : "text-up"}`} />
        <span className="min-w-0">
          <b className="font-semibold">
            {refused ? "Refused" : "Recognised"}: {formatName(request.format)}
          </b>
          <span className="block text-[0.8125rem] text-muted">
            {countsOf(request, formatNumber)}, <Age at={request.at} timeZone={timeZone} />
          </span>
        </span>
      </p>
      {request.problem !== null && <RefusalNotice code={request.problem} reason={request.reason} />}
      <Events request={request} />
      {!refused && <Traits request={request} />}
      {[...new Map(faulty.map((event) => [event.verdict, event])).values()].map((event) => (
        <RefusalNotice key={event.verdict} code={event.verdict} reason={event.reason} event={event.event} />
      ))}
      {passedOver.length > 0 && (
        <p className="text-[0.8125rem] text-muted">
          Passed over, as it is no event here:{" "}
          {passedOver
            .map(([kind, count]) => `${kind.replaceAll("_", " ")} (${formatNumber(count)})`)
            .join(", ")}
          .
        </p>
      )}
    </div>
  );
}

function Events({ request }: { request: RecentRequest }) {
  const stored = request.events.filter(isStored);
  if (stored.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-1.5" aria-label="Events">
      {stored.map((event, index) => (
        <li
          key={index}
          className="max-w-full rounded-md border border-line bg-sunken px-2 py-0.5 text-[0.8125rem] wrap-anywhere"
        >
          <span className="font-medium">{event.event}</span>
          {event.sourceEvent && <span className="text-muted"> from {event.sourceEvent}</span>}
          {event.verdict === "duplicate" && <span className="text-muted">, there already</span>}
        </li>
      ))}
    </ul>
  );
}

function Traits({ request }: { request: RecentRequest }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-[0.8125rem]">
      {recognised(request).map(({ name, found, otherwise }) => (
        <div key={name} className="contents" data-trait={name}>
          <dt className="text-muted">{name}</dt>
          <dd className={found.length > 0 ? "wrap-anywhere" : "text-muted"}>
            {found.length > 0 ? found.slice(0, 8).join(", ") : otherwise}
            {found.length > 8 && `, and ${formatNumber(found.length - 8)} more`}
          </dd>
        </div>
      ))}
    </dl>
  );
}
