import type { LiveState } from "./connection";

/** Whether what is seen is up to the second. */
export function LiveIndicator({ state, paused }: { state: LiveState; paused: boolean }) {
  const words = { connecting: "Connecting", live: paused ? "Paused" : "Live", reconnecting: "Reconnecting" }[
    state
  ];
  const dot = state === "live" ? (paused ? "bg-faint" : "bg-up") : "bg-warn animate-breathe";
  return (
    <span
      role="status"
      data-live={state}
      className="inline-flex items-center gap-2 text-[0.8125rem] text-muted"
    >
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      {words}
    </span>
  );
}
