import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { passkeysQuery, removePasskey, type Passkey } from "@/api/account";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { ConfirmDialog } from "@/features/settings/ConfirmDialog";
import { formatCalendarDay } from "@/lib/format";
import { hasPasskeys } from "@/lib/passkeys";
import { AddPasskeyDialog } from "./AddPasskeyDialog";
import { RenamePasskeyDialog } from "./RenamePasskeyDialog";
import { ownZone } from "./ownZone";

/** Ways in without a password: the device, and the finger, face or PIN that it asks for. */
export function PasskeysCard() {
  const client = useQueryClient();
  const passkeys = useQuery(passkeysQuery);
  const [doing, setDoing] = useState<{ deed: "add" | "rename" | "remove"; item?: Passkey } | null>(null);
  const close = () => {
    setDoing(null);
    void client.invalidateQueries({ queryKey: ["account"] });
  };
  return (
    <Card labelledBy="passkeys-title">
      <CardTitle
        id="passkeys-title"
        aside={hasPasskeys() && <Button onClick={() => setDoing({ deed: "add" })}>Add a passkey</Button>}
      >
        Passkeys
      </CardTitle>
      <p className="max-w-prose px-4 pb-4 text-muted sm:px-5">
        Sign in with this device or a security key instead of the password. It counts as both factors.
        {!hasPasskeys() && " This browser can make none here: it takes https and a domain name."}
      </p>
      {passkeys.error && (
        <ErrorNotice
          className="mx-4 mb-5 sm:mx-5"
          error={passkeys.error}
          onRetry={() => void passkeys.refetch()}
        />
      )}
      {passkeys.isPending && <Skeleton className="mx-4 mb-5 h-12 sm:mx-5" />}
      <ul>
        {passkeys.data?.items.map((item) => (
          <li
            key={item.id}
            data-passkey={item.name}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-2.5 sm:px-5"
          >
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{item.name}</p>
              <p className="text-[0.8125rem] text-muted">
                Added on {formatCalendarDay(item.createdAt, ownZone)}
                {item.isBackedUp ? " · on several devices" : ""}
              </p>
            </div>
            <div className="flex">
              <Button
                look="ghost"
                aria-label={`Rename ${item.name}`}
                onClick={() => setDoing({ deed: "rename", item })}
              >
                Rename
              </Button>
              <Button
                look="ghost"
                aria-label={`Remove ${item.name}`}
                onClick={() => setDoing({ deed: "remove", item })}
              >
                Remove
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {doing?.deed === "add" && <AddPasskeyDialog onClose={close} />}
      {doing?.deed === "rename" && doing.item && <RenamePasskeyDialog item={doing.item} onClose={close} />}
      {doing?.deed === "remove" && doing.item && (
        <ConfirmDialog
          title={`Remove ${doing.item.name}`}
          action="Remove"
          run={() => removePasskey(doing.item!.id)}
          onDone={() => {
            toast("The passkey is removed.");
            close();
          }}
          onClose={close}
        >
          <p>It signs in no more. The device may still offer it: delete it there too.</p>
        </ConfirmDialog>
      )}
    </Card>
  );
}
