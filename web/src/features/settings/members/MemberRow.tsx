import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { changeMember, leaveProject, membersQuery, removeMember, type Member } from "@/api/members";
import { sessionQuery } from "@/api/queries";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { inputLook } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { formatCalendarDay } from "@/lib/format";
import { ConfirmDialog } from "../ConfirmDialog";
import { rolesUpTo } from "./roles";
import { useOwnEmail } from "./useOwnEmail";

/** A member with the role, which may be changed as far as the own one reaches. */
export function MemberRow({ member }: { member: Member }) {
  const { slug, role: own, timeZone } = useFrame();
  const client = useQueryClient();
  const navigate = useNavigate();
  const isSelf = useOwnEmail() === member.email;
  const [ending, setEnding] = useState(false);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: membersQuery(slug).queryKey });
    if (isSelf) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  const changing = useMutation({
    mutationFn: (role: string) => changeMember(slug, member.id, role),
    onSuccess: () => toast(`${member.email} has another role.`),
    onSettled: refresh,
  });
  const choices = rolesUpTo(own);
  const mayChange = !member.isInherited && choices.some(({ value }) => value === member.role);
  return (
    <li
      data-member={member.email}
      className="grid gap-x-4 gap-y-2 border-t border-line px-4 py-2.5 sm:grid-cols-[minmax(0,1fr)_auto] sm:items-center sm:px-5"
    >
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <span className="truncate font-medium">{member.email}</span>
          {isSelf && <Badge>you</Badge>}
          {member.hasSecondFactor && <Badge>second factor</Badge>}
        </p>
        <p className="text-[0.8125rem] text-muted">
          {member.isInherited
            ? "By a role in the whole Cairn"
            : `Since ${formatCalendarDay(member.since, timeZone)}`}
          {" · "}
          {member.seenAt ? (
            <>
              last seen <Age at={member.seenAt} timeZone={timeZone} />
            </>
          ) : (
            "signed in nowhere"
          )}
        </p>
        {changing.error && <ErrorNotice className="mt-2" error={changing.error} />}
      </div>
      <div className="flex flex-wrap items-center gap-1">
        {mayChange ? (
          <select
            aria-label={`Role of ${member.email}`}
            className={cx(inputLook, "w-auto! border-line-strong bg-surface")}
            value={member.role}
            disabled={changing.isPending}
            onChange={(event) => changing.mutate(event.target.value)}
          >
            {choices.map(({ value }) => (
              <option key={value} value={value}>
                {value}
              </option>
            ))}
          </select>
        ) : (
          <span className="px-1 text-muted">{member.role}</span>
        )}
        {mayChange && (
          <Button
            look="ghost"
            aria-label={isSelf ? "Leave the project" : `Remove ${member.email}`}
            onClick={() => setEnding(true)}
          >
            {isSelf ? "Leave" : "Remove"}
          </Button>
        )}
      </div>
      {ending && (
        <ConfirmDialog
          title={isSelf ? "Leave the project" : `Remove ${member.email}`}
          action={isSelf ? "Leave" : "Remove"}
          run={() => (isSelf ? leaveProject(slug) : removeMember(slug, member.id))}
          onDone={() => {
            setEnding(false);
            if (!isSelf) {
              toast(`${member.email} is removed.`);
              refresh();
              return;
            }
            client.clear();
            void navigate({ to: "/" });
          }}
          onClose={() => setEnding(false)}
        >
          <p>
            {isSelf
              ? "You see the project no more, until somebody invites you again. Open invitations of yours end."
              : "They see the project no more, and open invitations of theirs end. Their account, and what they made here, stay: keys that they know go on working. Replace those under Keys."}
          </p>
        </ConfirmDialog>
      )}
    </li>
  );
}

function Badge({ children }: { children: string }) {
  return <span className="rounded-md border border-line px-1.5 text-xs text-muted">{children}</span>;
}
