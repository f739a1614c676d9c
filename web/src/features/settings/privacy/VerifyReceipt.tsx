import { useMutation } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { verifyReceipt, type ReceiptCheck } from "@/api/privacy";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { formatNumber } from "@/lib/format";

/** Holds a receipt against the server's key and against what is stored now. */
export function VerifyReceipt() {
  const { slug } = useFrame();
  const id = useId();
  const checking = useMutation({
    mutationFn: async (file: File) => {
      let receipt: unknown;
      try {
        receipt = JSON.parse(await file.text());
      } catch {
        receipt = null;
      }
      return verifyReceipt(slug, receipt);
    },
  });
  return (
    <details className="group">
      <summary className="inline-flex min-h-11 list-none items-center gap-1.5 font-medium md:min-h-9 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-4 text-muted transition-transform duration-150 group-open:rotate-90"
        />
        Check a receipt
      </summary>
      <div className="mt-2 grid grid-cols-[minmax(0,1fr)] gap-3">
        <label htmlFor={id} className="text-muted">
          Choose the receipt’s file. Its signature is checked, and whether anything of the person is stored
          now.
        </label>
        <input
          id={id}
          type="file"
          accept="application/json,.json"
          className="min-h-11 w-full max-w-md text-base file:mr-3 file:min-h-11 file:rounded-lg file:border file:border-line file:bg-surface file:px-3 file:text-ink md:text-sm md:file:min-h-9"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) checking.mutate(file);
          }}
        />
        {checking.isPending && (
          <p role="status" className="text-muted">
            Checking …
          </p>
        )}
        {checking.error && <ErrorNotice error={checking.error} />}
        {checking.data && <Verdict check={checking.data} />}
      </div>
    </details>
  );
}

function Verdict({ check }: { check: ReceiptCheck }) {
  if (!check.isGenuine)
    return (
      <Notice tone="critical">
        This is no receipt of this project’s, or it was changed since this server signed it.
      </Notice>
    );
  if (check.left !== 0)
    return (
      <Notice tone="critical">
        The receipt is genuine, but something from before the erasure is stored under{" "}
        {formatNumber(check.left)} of the ids. Was a backup restored?
      </Notice>
    );
  return check.back === 0 ? (
    <Notice>The receipt is genuine, and nothing of the person is stored.</Notice>
  ) : (
    <Notice tone="warn">
      The receipt is genuine and nothing from before the erasure is stored. {formatNumber(check.back)} of the
      ids have been seen again since.
    </Notice>
  );
}
