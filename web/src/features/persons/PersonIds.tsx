import { useState } from "react";
import type { PersonProfile } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { CopyButton } from "@/components/ui/CopyButton";
import { formatNumber } from "@/lib/format";
import { PersonSide } from "./PersonSide";

const few = 5;

/** Every id that clients used for this person, the first seen first. */
export function PersonIds({ person }: { person: PersonProfile }) {
  const [all, setAll] = useState(false);
  const { distinctIds, distinctIdCount } = person;
  const shown = all ? distinctIds : distinctIds.slice(0, few);
  const unlisted = distinctIdCount - distinctIds.length;
  return (
    <PersonSide
      id="person-ids"
      title="Distinct ids"
      aside={
        <span className="flex items-center gap-1 text-[0.8125rem] text-muted">
          {formatNumber(distinctIdCount)}
          <CopyButton text={distinctIds.join("\n")} label="Copy all distinct ids" selectId="person-id-list" />
        </span>
      }
    >
      <ul
        id="person-id-list"
        className="grid max-h-80 gap-1 overflow-y-auto"
        tabIndex={0}
        aria-label="Distinct ids"
      >
        {shown.map((id) => (
          <li key={id} className="font-mono text-[0.8125rem] wrap-anywhere" data-distinct-id={id}>
            {id}
          </li>
        ))}
      </ul>
      {distinctIds.length > few && (
        <Button look="ghost" className="mt-1 -ml-3" onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show all ${formatNumber(distinctIds.length)}`}
        </Button>
      )}
      {all && unlisted > 0 && (
        <p className="text-[0.8125rem] text-muted">{formatNumber(unlisted)} more are not listed.</p>
      )}
    </PersonSide>
  );
}
