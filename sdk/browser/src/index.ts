import { cairn } from "./core.ts";
import type { Cairn } from "./types.ts";

export { cairn };
export type { Cairn, CairnEvent, EventFields, Options, Properties, Value } from "./types.ts";
export const { init, track, identify, alias, group, set, reset, optOut, optIn, flush } = cairn;
/** Extras take the place of `cairn.page`, so it is looked up at each call. */
export const page: Cairn["page"] = (properties) => cairn.page(properties);
