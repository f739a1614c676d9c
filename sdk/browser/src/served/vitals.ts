// /cairn.vitals.js
import { webVitals } from "../vitals.ts";
import { withCairn } from "./withCairn.ts";

withCairn((cairn) => webVitals(cairn));
