import { useMemo } from "react";
import { Field, TextField } from "@/components/ui/Field";
import { Segmented } from "@/components/ui/Segmented";
import { timeZones } from "@/lib/region";
import { sources, type MappingDraft } from "./fileFormat";

const shapes = [
  { value: "events", label: "Events" },
  { value: "users", label: "Persons" },
  { value: "sessions", label: "Sessions" },
] as const;

const meanings = {
  events: "Every row is an event. Columns that are nothing else become its properties.",
  users: "Every row sets the properties of one person.",
  sessions: "Every row is an event session_start.",
};

/** What the rows of a file are. Which column is what, the server guesses from their names. */
export function MappingFields({
  draft,
  onChange,
}: {
  draft: MappingDraft;
  onChange: (draft: MappingDraft) => void;
}) {
  const zones = useMemo(timeZones, []);
  const isOwn = draft.source === "" || draft.source === "cairn";
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Field
        label="Exported from"
        hint={
          draft.source === ""
            ? "Try it to see what was recognised."
            : isOwn
              ? "Which column is what, their names tell."
              : "Its fields become what its clients' fields become."
        }
      >
        {(control) => (
          <select
            {...control}
            value={draft.source}
            onChange={(event) => onChange({ ...draft, source: event.target.value })}
          >
            {sources.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {isOwn && (
        <div className="grid justify-items-start gap-1.5">
          <span className="font-medium">Each row is one of</span>
          <Segmented
            label="Each row is one of"
            value={draft.shape}
            options={shapes}
            onChange={(shape) => onChange({ ...draft, shape })}
          />
          <p className="text-[0.8125rem] text-muted">{meanings[draft.shape]}</p>
        </div>
      )}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label="Time zone" hint="Of times in the file that name no zone.">
          {(control) => (
            <select
              {...control}
              value={draft.timezone}
              onChange={(event) => onChange({ ...draft, timezone: event.target.value })}
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </select>
          )}
        </Field>
        {isOwn && draft.shape === "events" && (
          <TextField
            label="Name of all events"
            placeholder="Taken from a column"
            hint="Only where no column has it."
            maxLength={200}
            value={draft.eventName}
            onChange={(event) => onChange({ ...draft, eventName: event.target.value })}
          />
        )}
      </div>
    </div>
  );
}
