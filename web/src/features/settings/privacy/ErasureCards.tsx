import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { erasuresQuery } from "@/api/privacy";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { TextField } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { useFrame } from "@/features/frame/useFrame";
import { EraseDialog } from "./EraseDialog";
import { ErasureRow } from "./ErasureRow";
import { VerifyReceipt } from "./VerifyReceipt";

/** Asks for erasures, says how far they are, and proves that they were. */
export function ErasureCards() {
  const { slug } = useFrame();
  const [id, setId] = useState("");
  const [asked, setAsked] = useState<string | null>(null);
  return (
    <Card labelledBy="erasure-title">
      <CardTitle id="erasure-title">Erase a person</CardTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-5 px-4 pb-5 sm:px-5">
        <p className="max-w-prose text-muted">
          Removes every event and property of a person under every id they had, from the store, the spool,
          dead letters, lists of refused rows and backups, and destroys their encryption keys. What is left is
          a signed receipt that names nobody.
        </p>
        <form
          className="flex flex-wrap items-end gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (id !== "") setAsked(id);
          }}
        >
          <div className="min-w-0 flex-1 basis-60">
            <TextField
              label="Distinct id"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              value={id}
              maxLength={400}
              onChange={(event) => setId(event.target.value)}
            />
          </div>
          <Button type="submit" disabled={id === ""}>
            Show what would go
          </Button>
        </form>
        <Erasures />
        <VerifyReceipt />
      </div>
      {asked !== null && (
        <EraseDialog
          slug={slug}
          person={{ distinctId: asked }}
          onClose={() => {
            setAsked(null);
            setId("");
          }}
        />
      )}
    </Card>
  );
}

function Erasures() {
  const { slug } = useFrame();
  const erasures = useQuery(erasuresQuery(slug));
  if (erasures.error) return <ErrorNotice error={erasures.error} onRetry={() => void erasures.refetch()} />;
  if (!erasures.data) return <Skeleton className="h-16" />;
  if (erasures.data.items.length === 0)
    return <p className="text-muted">Nobody was erased from this project yet.</p>;
  return (
    <div>
      <h3 className="mb-1 font-medium">Erasures</h3>
      <ul className="border-t border-line">
        {erasures.data.items.map((erasure) => (
          <ErasureRow key={erasure.id} erasure={erasure} />
        ))}
      </ul>
    </div>
  );
}
