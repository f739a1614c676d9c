import { ApiError } from "@/api/http";
import { Field, TextField } from "@/components/ui/Field";
import { mayWith } from "../sections";
import type { KeyDraft } from "./keyDraft";
import { kinds, scopes, type KeyKind } from "./kinds";

const roles = [
  { value: "viewer", label: "viewer: reads answers, reports and boards" },
  { value: "analyst", label: "analyst: also saves reports and imports files" },
  { value: "admin", label: "admin: also makes and revokes keys" },
  { value: "owner", label: "owner: also deletes the project" },
] as const;

interface KeyFormProps {
  kind: KeyKind;
  draft: KeyDraft;
  onChange: (draft: KeyDraft) => void;
  /** What the reader may hand out. */
  own: string;
  /** A role is given once. */
  isNew: boolean;
  error: unknown;
}

/** What can be said of a key of this kind. */
export function KeyForm({ kind, draft, onChange, own, isNew, error }: KeyFormProps) {
  const set = (change: Partial<KeyDraft>) => onChange({ ...draft, ...change });
  const fault = (field: string) => faultOf(error, field);
  return (
    <>
      <TextField
        label="Name"
        required
        autoFocus
        maxLength={100}
        autoComplete="off"
        placeholder={kinds[kind].placeholder}
        hint="What it is for, so that the right one is revoked one day."
        value={draft.name}
        error={fault("name")}
        onChange={(event) => set({ name: event.target.value })}
      />
      {kind === "api" && isNew && (
        <Field label="Role" hint="What it may do. The least that is enough is best." error={fault("role")}>
          {(control) => (
            <select
              {...control}
              value={draft.role}
              onChange={(event) => set({ role: event.target.value as KeyDraft["role"] })}
            >
              {roles
                .filter(({ value }) => mayWith(own, value === "viewer" ? null : value))
                .map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
            </select>
          )}
        </Field>
      )}
      {kind === "api" && <ScopeFields chosen={draft.scopes} onChange={(chosen) => set({ scopes: chosen })} />}
      {kind === "write" && (
        <>
          <LinesField
            label="Websites"
            hint="One per line, such as https://shop.example.com or https://*.example.com. Empty: any website may send."
            placeholder="https://shop.example.com"
            value={draft.origins}
            error={fault("origins")}
            onChange={(origins) => set({ origins })}
          />
          {draft.origins.trim() !== "" && (
            <Tick
              label="Also take requests that name no website"
              hint="Apps and servers name none."
              checked={draft.allowWithoutOrigin}
              onChange={(allowWithoutOrigin) => set({ allowWithoutOrigin })}
            />
          )}
          <LinesField
            label="Events"
            hint="One per line: a name, or how names begin and a star, such as checkout_*. Empty: any event. Events of the SDK, such as $pageview, must be named too."
            placeholder="$pageview"
            value={draft.events}
            error={fault("events")}
            onChange={(events) => set({ events })}
          />
        </>
      )}
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField
          label={kind === "api" ? "Requests per minute, at most" : "Events per second, at most"}
          inputMode="numeric"
          pattern="[0-9]*"
          title="A whole number"
          hint="Empty: no bound."
          value={draft.rate}
          error={fault(kind === "api" ? "requestsPerMinute" : "eventsPerSecond")}
          onChange={(event) => set({ rate: event.target.value })}
        />
        <TextField
          label="Last day"
          type="date"
          hint="It ends at midnight UTC. Empty: never."
          value={draft.lastDay}
          error={fault("expiresAt")}
          onChange={(event) => set({ lastDay: event.target.value })}
        />
      </div>
    </>
  );
}

/** The field's fault, or that of the first of its entries that has one. */
const faultOf = (error: unknown, field: string) =>
  error instanceof ApiError
    ? error.errors.find(({ pointer }) => pointer === `/${field}` || pointer.startsWith(`/${field}/`))?.message
    : undefined;

function ScopeFields({
  chosen,
  onChange,
}: {
  chosen: string[] | null;
  onChange: (chosen: string[] | null) => void;
}) {
  return (
    <fieldset className="grid gap-1">
      <legend className="font-medium">Scopes</legend>
      <p className="text-[0.8125rem] text-muted">
        What of its role it may use. None ticked: everything the role allows.
      </p>
      <div className="grid sm:grid-cols-2">
        {scopes.map(({ value, label, means }) => (
          <Tick
            key={value}
            label={label}
            hint={means}
            checked={chosen?.includes(value) ?? false}
            onChange={(on) => {
              const next = scopes
                .map((scope) => scope.value as string)
                .filter((scope) => (scope === value ? on : chosen?.includes(scope)));
              onChange(next.length ? next : null);
            }}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface TickProps {
  label: string;
  hint: string;
  checked: boolean;
  onChange: (on: boolean) => void;
}

function Tick({ label, hint, checked, onChange }: TickProps) {
  return (
    <label className="flex min-h-11 items-start gap-2.5 py-2 md:min-h-9 md:py-1.5">
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0">
        {label}
        <span className="block text-[0.8125rem] text-muted">{hint}</span>
      </span>
    </label>
  );
}

interface LinesFieldProps {
  label: string;
  hint: string;
  placeholder: string;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function LinesField({ label, hint, placeholder, value, error, onChange }: LinesFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          rows={Math.min(6, Math.max(2, value.split("\n").length))}
          className={`${control.className} h-auto! py-2 font-mono text-[0.8125rem]!`}
          spellCheck={false}
          autoCapitalize="none"
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
