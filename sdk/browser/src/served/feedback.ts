// /cairn.feedback.js: adds cairn.feedback({ text, rating, topic }, properties).
import { feedback, feedbackForms, type Feedback } from "../feedback.ts";
import type { Properties } from "../types.ts";
import { withCairn } from "./withCairn.ts";

withCairn((cairn) => {
  Object.assign(cairn, {
    feedback: (given: Feedback, properties?: Properties) => feedback(cairn, given, properties),
  });
  feedbackForms(cairn);
});
