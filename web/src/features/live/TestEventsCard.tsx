import { useMutation } from "@tanstack/react-query";
import { Send } from "lucide-react";
import { sendEvent } from "@/api/actions";
import { ApiError } from "@/api/http";
import type { Project } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { InstallLink } from "@/features/install/InstallLink";
import { NoKey } from "@/features/install/NoKey";
import { testEvents, testPerson, type TestEvent } from "./testEvents";

/** Sends events with the write key, as a client would, to watch them arrive. */
export function TestEventsCard({ project }: { project: Project }) {
  const writeKey = project.writeKeys.find((key) => !key.revokedAt)?.key;
  const sending = useMutation({
    mutationFn: ({ event, properties }: TestEvent) =>
      sendEvent(writeKey ?? "", {
        event,
        distinct_id: testPerson,
        properties: { ...properties(window.location.origin, project.currency), source: "dashboard" },
      }),
  });
  const refusal =
    sending.data?.rejected[0]?.message ?? (sending.error instanceof ApiError ? sending.error.message : null);

  return (
    <Card labelledBy="test-events-title">
      <CardTitle id="test-events-title" aside={<InstallLink slug={project.slug} />}>
        Send a test event
      </CardTitle>
      <div className="grid gap-3 px-4 pb-4 sm:px-5">
        <p className="text-muted">
          Real events of the person <code className="font-mono text-[0.8125rem]">{testPerson}</code>. They are
          stored and counted.
        </p>
        {writeKey ? (
          <div className="flex flex-wrap gap-2">
            {testEvents.map((one) => (
              <Button key={one.event} busy={sending.isPending} onClick={() => sending.mutate(one)}>
                <Send aria-hidden />
                {one.label}
              </Button>
            ))}
          </div>
        ) : (
          <NoKey slug={project.slug} />
        )}
        <p role="status" className={`min-h-5 text-[0.8125rem] ${refusal ? "text-critical" : "text-muted"}`}>
          {refusal ?? (sending.isSuccess ? `Stored: ${sending.variables.event}.` : "")}
        </p>
      </div>
    </Card>
  );
}
