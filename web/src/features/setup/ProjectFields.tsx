import { useMemo } from "react";
import type { NewProject } from "@/api/types";
import { Field, TextField } from "@/components/ui/Field";
import { browserTimeZone, currencies, currencyFor, timeZones } from "@/lib/region";
import { slugFrom } from "@/lib/slug";

export interface ProjectDraft {
  name: string;
  /** Null while it follows the name. */
  slug: string | null;
  timeZone: string;
  currency: string;
}

export function emptyProject(): ProjectDraft {
  const timeZone = browserTimeZone();
  return { name: "", slug: null, timeZone, currency: currencyFor(timeZone) };
}

export function toNewProject(draft: ProjectDraft): NewProject {
  return {
    slug: draft.slug ?? slugFrom(draft.name),
    name: draft.name.trim(),
    timeZone: draft.timeZone,
    currency: draft.currency,
  };
}

interface ProjectFieldsProps {
  draft: ProjectDraft;
  onChange: (draft: ProjectDraft) => void;
  errorOf: (field: "slug" | "name" | "timeZone" | "currency") => string | undefined;
}

export function ProjectFields({ draft, onChange, errorOf }: ProjectFieldsProps) {
  const zones = useMemo(timeZones, []);
  const money = useMemo(currencies, []);
  return (
    <>
      <TextField
        label="Project name"
        name="project"
        required
        maxLength={200}
        placeholder="My product"
        autoComplete="off"
        value={draft.name}
        error={errorOf("name")}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
      <TextField
        label="Short name in addresses"
        name="slug"
        required
        maxLength={60}
        pattern="[a-z0-9\-]+"
        title="Lower-case letters, digits and hyphens"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="my-product"
        hint="Lower-case letters, digits and hyphens. It stays the same when the name changes."
        value={draft.slug ?? slugFrom(draft.name)}
        error={errorOf("slug")}
        onChange={(event) => onChange({ ...draft, slug: event.target.value || null })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Time zone" hint="A day begins at its midnight." error={errorOf("timeZone")}>
          {(control) => (
            <select
              {...control}
              name="timeZone"
              value={draft.timeZone}
              onChange={(event) => onChange({ ...draft, timeZone: event.target.value })}
            >
              {zones.map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll("_", " ")}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Currency" hint="Revenue is added up in it." error={errorOf("currency")}>
          {(control) => (
            <select
              {...control}
              name="currency"
              value={draft.currency}
              onChange={(event) => onChange({ ...draft, currency: event.target.value })}
            >
              {money.map(({ code, name }) => (
                <option key={code} value={code}>
                  {code} · {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </>
  );
}
