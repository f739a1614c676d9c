import { cairn } from "../core.ts";
import { pageLeave } from "../leave.ts";

pageLeave(cairn);
