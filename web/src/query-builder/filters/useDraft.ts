import { useRef, useState } from "react";
import type { Filter } from "@/api/types";
import { fromDraft, toDraft, type DraftGroup } from "./draft";

/**
 * The filter under work. What is finished is handed on; what is not stays here. A filter that comes from outside (undo, a
 * link) replaces the work, one that is only the echo of what was handed on does not.
 */
export function useDraft(
  filter: Filter | undefined,
  onChange: (filter: Filter | undefined) => void,
  /** What to start with where there is no filter yet. */
  start: DraftGroup,
) {
  const [draft, setDraft] = useState(() => (filter ? toDraft(filter) : start));
  const given = textOf(filter);
  const [seen, setSeen] = useState(given);
  const sent = useRef<string[]>([]);

  if (seen !== given) {
    setSeen(given);
    const echo = sent.current.indexOf(given);
    sent.current = echo < 0 ? [] : sent.current.slice(echo + 1);
    if (echo < 0 && textOf(fromDraft(draft)) !== given) setDraft(toDraft(filter));
  }

  const change = (next: DraftGroup) => {
    setDraft(next);
    const finished = fromDraft(next);
    const text = textOf(finished);
    if (text === (sent.current.at(-1) ?? given)) return;
    sent.current.push(text);
    onChange(finished);
  };
  return [draft, change] as const;
}

const textOf = (filter: Filter | undefined) => JSON.stringify(filter ?? null);
