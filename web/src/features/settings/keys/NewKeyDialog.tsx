import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { createKey, keysQuery } from "@/api/settings";
import type { Key } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";
import { Field, TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { mayWith } from "../sections";

const roles = [
  { value: "viewer", label: "viewer: reads answers, reports and boards" },
  { value: "analyst", label: "analyst: also saves reports and imports files" },
  { value: "admin", label: "admin: also makes and revokes keys" },
  { value: "owner", label: "owner: also deletes the project" },
] as const;
type KeyRole = (typeof roles)[number]["value"];

/** Makes a key. An API key's secret is then shown, this once. */
export function NewKeyDialog({ kind, onClose }: { kind: "write" | "api"; onClose: () => void }) {
  const { slug, role: own } = useFrame();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<KeyRole>("viewer");
  const [rate, setRate] = useState("");
  const making = useMutation({
    mutationFn: () =>
      createKey(slug, {
        kind,
        name: name.trim(),
        ...(kind === "api" ? { role } : {}),
        ...(kind === "write" && rate ? { eventsPerSecond: Number(rate) } : {}),
      }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keysQuery(slug).queryKey });
      void client.invalidateQueries({ queryKey: ["project", slug], exact: true });
    },
  });
  const refused = making.error instanceof ApiError ? making.error : null;
  const word = kind === "write" ? "write key" : "API key";
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={making.data ? `The ${word}` : `New ${word}`}
    >
      {making.data ? (
        <MadeKey made={making.data} onClose={onClose} />
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (!making.isPending) making.mutate();
          }}
        >
          {making.error && !refused?.errors.length && <ErrorNotice error={making.error} />}
          <TextField
            label="Name"
            required
            autoFocus
            maxLength={100}
            autoComplete="off"
            placeholder={kind === "write" ? "Web shop" : "Nightly report"}
            hint="What it is for, so that the right one is revoked one day."
            value={name}
            error={refused?.field("/name")}
            onChange={(event) => setName(event.target.value)}
          />
          {kind === "api" ? (
            <Field
              label="Role"
              hint="What it may do. The least that is enough is best."
              error={refused?.field("/role")}
            >
              {(control) => (
                <select
                  {...control}
                  value={role}
                  onChange={(event) => setRole(event.target.value as KeyRole)}
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
          ) : (
            <TextField
              label="Events per second, at most"
              inputMode="numeric"
              pattern="[0-9]*"
              title="A whole number"
              hint="Empty: no bound. What comes beyond it is refused with 429 and sent again by clients."
              value={rate}
              error={refused?.field("/eventsPerSecond")}
              onChange={(event) => setRate(event.target.value)}
            />
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" busy={making.isPending}>
              Make the key
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

function MadeKey({ made, onClose }: { made: Key; onClose: () => void }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-muted">
        {made.kind === "api"
          ? "Keep it now: it is not shown again. Whoever has it may do what its role allows."
          : "It is listed here at any time, and may stand in the code of a web page."}
      </p>
      <Code text={made.key ?? ""} label={`the key ${made.name}`} />
      <Button look="primary" className="justify-self-end" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
