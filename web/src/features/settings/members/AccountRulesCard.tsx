import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { accountRulesQuery, requireSecondFactor } from "@/api/account";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";

/** What every account of this Cairn must have; for admins of the instance. */
export function AccountRulesCard() {
  const client = useQueryClient();
  const rules = useQuery(accountRulesQuery);
  const changing = useMutation({
    mutationFn: requireSecondFactor,
    onSuccess: (now) => {
      client.setQueryData(accountRulesQuery.queryKey, now);
      toast(
        now.isSecondFactorRequired
          ? "Every account needs a second factor now."
          : "The second factor is everybody's own choice now.",
      );
    },
  });
  return (
    <Card labelledBy="account-rules-title">
      <CardTitle id="account-rules-title">All accounts of this Cairn</CardTitle>
      <div className="grid gap-3 px-4 pb-5 sm:px-5">
        {rules.error && <ErrorNotice error={rules.error} onRetry={() => void rules.refetch()} />}
        {rules.isPending && <Skeleton className="h-11" />}
        {rules.data && (
          <label className="flex min-h-11 items-center gap-2.5 md:min-h-0">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={rules.data.isSecondFactorRequired}
              disabled={changing.isPending}
              onChange={(event) => changing.mutate(event.target.checked)}
            />
            Demand a second factor
          </label>
        )}
        <p className="max-w-prose text-muted">
          Who has none is led to set it up before anything else. A passkey counts as both factors. Keys are
          not concerned.
        </p>
        {changing.error && <ErrorNotice error={changing.error} />}
      </div>
    </Card>
  );
}
