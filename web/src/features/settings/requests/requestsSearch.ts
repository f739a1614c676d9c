export interface RequestsSearch {
  show: "all" | "refusals";
  /** The number of the request that is open; 0: none. */
  open: number;
}

/** The state of the page, of whatever its address holds. */
export function readRequestsSearch(raw: Record<string, unknown>): RequestsSearch {
  const open = Number(raw.open);
  return {
    show: raw.show === "refusals" ? "refusals" : "all",
    open: Number.isSafeInteger(open) && open > 0 ? open : 0,
  };
}
