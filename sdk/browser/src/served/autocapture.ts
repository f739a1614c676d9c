// /cairn.autocapture.js
import { autocapture } from "../autocapture.ts";
import { withCairn } from "./withCairn.ts";

withCairn((cairn) => autocapture(cairn));
