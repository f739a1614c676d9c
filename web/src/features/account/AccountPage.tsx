import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { accountQuery } from "@/api/account";
import { sessionQuery } from "@/api/queries";
import { Logo } from "@/components/Logo";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { Toaster } from "@/components/ui/Toaster";
import { formatCalendarDay } from "@/lib/format";
import { useTitle } from "@/lib/useTitle";
import { DeleteAccountCard } from "./DeleteAccountCard";
import { PasskeysCard } from "./PasskeysCard";
import { PasswordCard } from "./PasswordCard";
import { SecondFactorCard } from "./SecondFactorCard";
import { SessionsCard } from "./SessionsCard";
import { ownZone } from "./ownZone";

/** The own account: how it signs in and where it is signed in. */
export function AccountPage() {
  useTitle("Your account");
  const { data: account, error, refetch } = useQuery(accountQuery);
  const isMissing = useQuery(sessionQuery).data?.isSecondFactorMissing ?? false;
  return (
    <main
      className="mx-auto grid w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-5 px-4 py-6 sm:px-6 sm:py-10"
      data-page="account"
    >
      <div className="flex items-center justify-between gap-3">
        <Logo />
        <Link
          to="/"
          className="inline-flex min-h-11 items-center gap-1.5 font-medium text-muted hover:text-ink md:min-h-9"
        >
          <ArrowLeft aria-hidden className="size-4" />
          Back to Cairn
        </Link>
      </div>
      <div className="min-w-0">
        <h1 className="text-xl font-semibold tracking-tight">Your account</h1>
        {account && (
          <p className="mt-1 wrap-anywhere text-muted">
            {account.email}
            {account.instanceRole && ` · ${account.instanceRole} of this Cairn`}
            {` · since ${formatCalendarDay(account.createdAt, ownZone)}`}
          </p>
        )}
      </div>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!account && !error && <Skeleton className="h-96" />}
      {account && (
        <>
          {isMissing && (
            <Notice>
              This Cairn demands a second factor of every account. Turn yours on to go on; or sign in with a
              passkey.
            </Notice>
          )}
          {!isMissing && <PasswordCard email={account.email} />}
          <SecondFactorCard account={account} />
          {!isMissing && (
            <>
              <PasskeysCard />
              <SessionsCard />
              <DeleteAccountCard email={account.email} />
            </>
          )}
        </>
      )}
      <Toaster />
    </main>
  );
}
