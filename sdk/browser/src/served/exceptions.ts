// /cairn.exceptions.js: adds cairn.captureException(error, properties).
import { exceptions } from "../exceptions.ts";
import { withCairn } from "./withCairn.ts";

withCairn((cairn) => void Object.assign(cairn, { captureException: exceptions(cairn) }));
