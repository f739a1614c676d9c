import type { Cairn, Properties, Value } from "./types.ts";

export interface Feedback {
  text?: string | undefined;
  /** As you ask for it: stars, 0..10. */
  rating?: number | undefined;
  topic?: string | undefined;
}

/** What somebody says about the product: `$feedback` with `text`, `rating` and `topic`. */
export function feedback(cairn: Pick<Cairn, "track">, given: Feedback, properties?: Properties): void {
  cairn.track("$feedback", { ...given, text: given.text?.slice(0, 5000), ...properties });
}

/**
 * Sends the fields of each `<form data-cairn-feedback>` as `$feedback` when it is submitted: by their names, `rating` as a number; hidden fields too, passwords and
 * files never. The form itself goes wherever it goes.
 */
export function feedbackForms(cairn: Pick<Cairn, "track">): void {
  addEventListener("submit", ({ target }) => {
    if (!(target instanceof HTMLFormElement && target.matches("[data-cairn-feedback]"))) return;
    const { text, rating, ...others } = fieldsOf(target);
    feedback(
      cairn,
      { text, rating: rating === undefined || rating === "" || isNaN(+rating) ? undefined : +rating },
      others,
    );
  });
}

function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const fields: Record<string, string> = {};
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>("input[type=password]")].map((input) => input.name),
  );
  for (const [name, value] of new FormData(form) as Iterable<[string, Value | File]>)
    if (typeof value === "string" && !secret.has(name)) fields[name] = value.slice(0, 5000);
  return fields;
}
