import { useQuery } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { useState } from "react";
import { invitationsQuery, membersQuery } from "@/api/members";
import { sessionQuery } from "@/api/queries";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { mayWith } from "../sections";
import { AccountRulesCard } from "./AccountRulesCard";
import { InvitationRow } from "./InvitationRow";
import { InviteDialog } from "./InviteDialog";
import { MemberRow } from "./MemberRow";

/** Who may do what in the project, and who is invited. */
export function MembersSection() {
  const { slug } = useFrame();
  const members = useQuery(membersQuery(slug));
  const invitations = useQuery(invitationsQuery(slug));
  const instanceRole = useQuery(sessionQuery).data?.instanceRole ?? null;
  const [inviting, setInviting] = useState(false);
  const open = invitations.data?.items ?? [];
  return (
    <>
      <Card labelledBy="members-title">
        <CardTitle
          id="members-title"
          aside={
            <Button look="primary" onClick={() => setInviting(true)}>
              <UserPlus aria-hidden />
              Invite
            </Button>
          }
        >
          Members
        </CardTitle>
        {members.error && (
          <ErrorNotice
            className="mx-4 mb-5 sm:mx-5"
            error={members.error}
            onRetry={() => void members.refetch()}
          />
        )}
        {members.isPending && <Skeleton className="mx-4 mb-5 h-24 sm:mx-5" />}
        <ul>
          {members.data?.items.map((member) => (
            <MemberRow key={member.id} member={member} />
          ))}
        </ul>
      </Card>
      <Card labelledBy="invitations-title">
        <CardTitle id="invitations-title">Open invitations</CardTitle>
        {invitations.error && <ErrorNotice className="mx-4 mb-5 sm:mx-5" error={invitations.error} />}
        {invitations.isPending && <Skeleton className="mx-4 mb-5 h-12 sm:mx-5" />}
        {invitations.data && open.length === 0 && (
          <p className="px-4 pb-5 text-muted sm:px-5">
            None. An invitation is a link that works once, for seven days.
          </p>
        )}
        <ul>
          {open.map((item) => (
            <InvitationRow key={item.id} item={item} />
          ))}
        </ul>
      </Card>
      {instanceRole && mayWith(instanceRole, "admin") && <AccountRulesCard />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </>
  );
}
