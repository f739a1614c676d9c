import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { accountSessionsQuery, endOtherSessions, endSession, type SessionLine } from "@/api/account";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { formatCalendarDay } from "@/lib/format";
import { ownZone } from "./ownZone";

const methods: Record<string, string> = {
  password: "password",
  code: "password and code",
  recovery_code: "password and recovery code",
  passkey: "passkey",
  invitation: "invitation",
  setup: "set-up",
};

/** Where the account is signed in. */
export function SessionsCard() {
  const client = useQueryClient();
  const sessions = useQuery(accountSessionsQuery);
  const refresh = () => void client.invalidateQueries({ queryKey: accountSessionsQuery.queryKey });
  const endingAll = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: () => {
      toast("Every other browser is signed out.");
      refresh();
    },
  });
  const lines = sessions.data?.items;
  return (
    <Card labelledBy="sessions-title">
      <CardTitle
        id="sessions-title"
        aside={
          lines && lines.length > 1 ? (
            <Button busy={endingAll.isPending} onClick={() => endingAll.mutate()}>
              Sign out everywhere else
            </Button>
          ) : undefined
        }
      >
        Where you are signed in
      </CardTitle>
      {(sessions.error ?? endingAll.error) && (
        <ErrorNotice className="mx-4 mb-5 sm:mx-5" error={sessions.error ?? endingAll.error} />
      )}
      {sessions.isPending && <Skeleton className="mx-4 mb-5 h-12 sm:mx-5" />}
      <ul>
        {lines?.map((line) => (
          <SessionRow key={line.id} line={line} onEnded={refresh} />
        ))}
      </ul>
    </Card>
  );
}

function SessionRow({ line, onEnded }: { line: SessionLine; onEnded: () => void }) {
  const ending = useMutation({ mutationFn: () => endSession(line.id), onSuccess: onEnded });
  return (
    <li
      data-session-line={line.isThis ? "this" : line.method}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 sm:px-5"
    >
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          {line.browser}
          {line.isThis && (
            <span className="rounded-md border border-line px-1.5 text-xs font-normal text-muted">
              this browser
            </span>
          )}
        </p>
        <p className="text-[0.8125rem] wrap-anywhere text-muted">
          {line.address ?? "no address"} · {methods[line.method] ?? line.method} · since{" "}
          {formatCalendarDay(line.madeAt, ownZone)} · last used <Age at={line.seenAt} timeZone={ownZone} />
        </p>
        {ending.error && <ErrorNotice className="mt-2" error={ending.error} />}
      </div>
      {!line.isThis && (
        <Button
          look="ghost"
          aria-label={`Sign out ${line.browser}`}
          busy={ending.isPending}
          onClick={() => ending.mutate()}
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
