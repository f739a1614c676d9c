import { useState } from "react";
import type { Account } from "@/api/account";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { formatNumber } from "@/lib/format";
import { EnrolDialog } from "./EnrolDialog";
import { ProveDialog } from "./ProveDialog";

/** Codes of an authenticator app, asked for after the password. */
export function SecondFactorCard({ account }: { account: Account }) {
  const [doing, setDoing] = useState<"enrol" | "codes" | "off" | null>(null);
  const close = () => setDoing(null);
  return (
    <Card labelledBy="second-factor-title">
      <CardTitle
        id="second-factor-title"
        aside={
          !account.secondFactor && (
            <Button look="primary" onClick={() => setDoing("enrol")}>
              Turn on
            </Button>
          )
        }
      >
        Second factor
      </CardTitle>
      <div className="grid gap-3 px-4 pb-5 sm:px-5" data-second-factor={account.secondFactor ? "on" : "off"}>
        <p className="max-w-prose text-muted">
          {account.secondFactor
            ? `On. After the password, Cairn asks for a code of your authenticator app. ${formatNumber(account.recoveryCodes ?? 0)} recovery codes are left.`
            : "Off. With it, a stolen password alone opens nothing: Cairn also asks for a code of an authenticator app."}
        </p>
        {account.secondFactor && (
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setDoing("codes")}>New recovery codes</Button>
            <Button look="danger" onClick={() => setDoing("off")}>
              Turn off
            </Button>
          </div>
        )}
      </div>
      {doing === "enrol" && <EnrolDialog onClose={close} />}
      {(doing === "codes" || doing === "off") && <ProveDialog deed={doing} onClose={close} />}
    </Card>
  );
}
