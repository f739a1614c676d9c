// /cairn.leave.js
import { pageLeave } from "../leave.ts";
import { withCairn } from "./withCairn.ts";

withCairn((cairn) => pageLeave(cairn, true));
