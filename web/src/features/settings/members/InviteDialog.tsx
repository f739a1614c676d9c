import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { invitationsQuery, invite, inviteToInstance, type Invitation } from "@/api/members";
import { sessionQuery } from "@/api/queries";
import { Button } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";
import { Field, TextField } from "@/components/ui/Field";
import { Modal } from "@/components/ui/Modal";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { mayWith } from "../sections";
import { rolesUpTo } from "./roles";

/** Makes an invitation; its link is then shown, this once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { slug, role: own } = useFrame();
  const client = useQueryClient();
  const instanceRole = client.getQueryData(sessionQuery.queryKey)?.instanceRole ?? null;
  const mayInstance = instanceRole !== null && mayWith(instanceRole, "admin");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("viewer");
  const [everywhere, setEverywhere] = useState(false);
  const making = useMutation({
    mutationFn: () => {
      const body = { role, ...(email.trim() ? { email: email.trim() } : {}) };
      return everywhere ? inviteToInstance(body) : invite(slug, body);
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: invitationsQuery(slug).queryKey }),
  });
  const refused = making.error instanceof ApiError ? making.error : null;
  return (
    <Modal
      open
      onOpenChange={(open) => !open && onClose()}
      title={making.data ? "The invitation" : "Invite somebody"}
    >
      {making.data ? (
        <MadeInvitation made={making.data} onClose={onClose} />
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
            label="Email"
            type="email"
            autoFocus
            autoComplete="off"
            hint="Only this address can accept. Empty: whoever has the link."
            value={email}
            error={refused?.field("/email")}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Field
            label="Role"
            hint="What they may do. The least that is enough is best."
            error={refused?.field("/role")}
          >
            {(control) => (
              <select {...control} value={role} onChange={(event) => setRole(event.target.value)}>
                {rolesUpTo(everywhere ? (instanceRole ?? own) : own).map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          {mayInstance && (
            <label className="flex min-h-11 items-center gap-2.5 md:min-h-0">
              <input
                type="checkbox"
                className="size-4 accent-accent"
                checked={everywhere}
                onChange={(event) => setEverywhere(event.target.checked)}
              />
              In every project of this Cairn
            </label>
          )}
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" look="primary" busy={making.isPending}>
              Make the invitation
            </Button>
          </div>
        </form>
      )}
    </Modal>
  );
}

function MadeInvitation({ made, onClose }: { made: Invitation; onClose: () => void }) {
  // The server knows its address; the reader's own is the one that works for sure.
  const link = `${window.location.origin}/invitation${made.link?.slice(made.link.indexOf("#")) ?? ""}`;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <p className="text-muted">
        {made.isMailed
          ? `A letter is on its way to ${made.email}. This is its link, should it get lost:`
          : "Send this link to them: it is not shown again."}{" "}
        It works once, for seven days.
      </p>
      <Code text={link} label="the link" />
      <Button look="primary" className="justify-self-end" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
