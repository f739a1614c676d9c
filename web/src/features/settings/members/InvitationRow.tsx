import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { invitationsQuery, revokeInvitation, type Invitation } from "@/api/members";
import { Button } from "@/components/ui/Button";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { formatCalendarDay } from "@/lib/format";
import { ConfirmDialog } from "../ConfirmDialog";

export function InvitationRow({ item }: { item: Invitation }) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const [ending, setEnding] = useState(false);
  const name = item.email ?? "anybody with the link";
  return (
    <li
      data-invitation={item.id}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 sm:px-5"
    >
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="truncate font-medium">{name}</span>
          <span className="rounded-md border border-line px-1.5 text-xs text-muted">{item.role}</span>
        </p>
        <p className="text-[0.8125rem] wrap-anywhere text-muted">
          By {item.madeBy} · until {formatCalendarDay(item.expiresAt, timeZone)}
        </p>
      </div>
      <Button look="ghost" aria-label={`Revoke the invitation for ${name}`} onClick={() => setEnding(true)}>
        Revoke
      </Button>
      {ending && (
        <ConfirmDialog
          title="Revoke the invitation"
          action="Revoke"
          run={() => revokeInvitation(slug, item.id)}
          onDone={() => {
            setEnding(false);
            toast("The invitation is revoked.");
            void client.invalidateQueries({ queryKey: invitationsQuery(slug).queryKey });
          }}
          onClose={() => setEnding(false)}
        >
          <p>Its link opens nothing from now on.</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
