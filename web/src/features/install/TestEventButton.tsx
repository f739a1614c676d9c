import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { sendEvent } from "@/api/actions";
import { ApiError } from "@/api/http";
import { Button } from "@/components/ui/Button";

/** Sends one event with the write key, as a client would. It is a real event and counts as one. */
export function TestEventButton({
  writeKey,
  look = "primary",
}: {
  writeKey: string;
  look?: "primary" | "secondary";
}) {
  const sending = useMutation({
    mutationFn: () =>
      sendEvent(writeKey, {
        event: "test_event",
        distinct_id: "cairn_test",
        properties: { source: "dashboard", url: window.location.href },
      }),
  });
  const refusal =
    sending.data?.rejected[0]?.message ?? (sending.error instanceof ApiError ? sending.error.message : null);

  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button look={look} busy={sending.isPending} onClick={() => sending.mutate()}>
        <Send aria-hidden />
        Send a test event
      </Button>
      <span role="status" className={refusal ? "text-critical" : "text-muted"}>
        {refusal ?? (sending.isSuccess ? "Stored." : "")}
      </span>
    </div>
  );
}
