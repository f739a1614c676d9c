import { HttpTransportType, HubConnectionBuilder, LogLevel } from "@microsoft/signalr";
import { paths } from "@/api/paths";
import type { EventItem } from "@/api/types";
import { propertyFilter, type LiveFilter } from "./liveFilter";

export type LiveState = "connecting" | "live" | "reconnecting";

interface LiveHandlers {
  onState: (state: LiveState) => void;
  /** Called after every (re)subscription: what happened before it must be fetched. */
  onSubscribed: () => void;
  onEvents: (batch: EventItem[]) => void;
  onMissed: (count: number) => void;
}

/** Seconds until the next attempt: soon at first, never longer than 10 s, for as long as the page is open. */
const pauses = [0.3, 1, 2, 4, 7, 10];
const pauseAfter = (attempt: number) => (pauses[Math.min(attempt, pauses.length - 1)] ?? 10) * 1_000;

/** Opens the live stream of one project with one filter; the returned function closes it for good. */
export function openLive(slug: string, filter: LiveFilter, handlers: LiveHandlers): () => void {
  const where = propertyFilter(filter);
  let closed = false;
  let attempt = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const connection = new HubConnectionBuilder()
    .withUrl(paths.liveHub, { transport: HttpTransportType.WebSockets, skipNegotiation: true })
    .configureLogging(LogLevel.None)
    .build();

  connection.on("events", (batch: EventItem[]) => closed || handlers.onEvents(batch));
  connection.on("missed", (count: number) => closed || handlers.onMissed(count));
  connection.onclose(() => retry());

  const retry = () => {
    if (closed) return;
    handlers.onState("reconnecting");
    timer = setTimeout(() => void connect(), pauseAfter(attempt++));
  };

  const connect = async () => {
    try {
      await connection.start();
      await connection.invoke("Subscribe", slug, {
        ...(filter.event ? { events: [filter.event] } : {}),
        ...(filter.distinctId ? { distinctId: filter.distinctId } : {}),
        ...(where ? { filter: where } : {}),
      });
    } catch {
      // A connection that opened but was refused closes itself, which leads to the same retry.
      if (connection.state === "Disconnected") retry();
      else await connection.stop();
      return;
    }
    if (closed) return;
    attempt = 0;
    handlers.onState("live");
    handlers.onSubscribed();
  };

  handlers.onState("connecting");
  void connect();
  return () => {
    closed = true;
    clearTimeout(timer);
    void connection.stop();
  };
}
