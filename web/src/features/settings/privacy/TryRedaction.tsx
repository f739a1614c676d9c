import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiError } from "@/api/http";
import { previewRedaction } from "@/api/privacy";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { actions, changeOf, detectors, type RedactionDraft } from "./redactionWords";

const example = JSON.stringify(
  {
    event: "checkout",
    distinct_id: "user_1",
    properties: {
      email: "jane@example.com",
      note: "Call +1 415 555 0123",
      card: "4111 1111 1111 1111",
      url: "https://shop.example/reset?token=abc123",
    },
  },
  null,
  2,
);

/** An event, and what would be stored of it by the choices on the page, saved or not. Nothing is. */
export function TryRedaction({ draft }: { draft: RedactionDraft }) {
  const { slug } = useFrame();
  const [text, setText] = useState(example);
  const [fault, setFault] = useState<string>();
  const trying = useMutation({
    mutationFn: (event: unknown) => previewRedaction(slug, event, changeOf(draft)),
  });
  const run = () => {
    try {
      const event: unknown = JSON.parse(text);
      setFault(undefined);
      trying.mutate(event);
    } catch {
      setFault("This is no JSON. Write one event, such as the example.");
    }
  };
  const answer = trying.data;
  const word = (name: string) => detectors.find((d) => d.name === name)?.title ?? "Always treated";
  const done = (name: string) => actions.find((a) => a.name === name)?.title.toLowerCase() ?? name;
  return (
    <Card labelledBy="try-title">
      <CardTitle id="try-title">Try it</CardTitle>
      <div className="grid gap-3 px-4 pb-5 sm:px-5">
        <label htmlFor="try-event" className="text-muted">
          An event as a client would send it. The answer shows what the choices above would store of it, saved
          or not.
        </label>
        <textarea
          id="try-event"
          spellCheck={false}
          rows={11}
          className="w-full min-w-0 rounded-lg border border-line-strong bg-surface p-3 font-mono text-[0.8125rem]"
          value={text}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? "try-fault" : undefined}
          onChange={(event) => setText(event.target.value)}
        />
        {fault && (
          <p id="try-fault" className="text-[0.8125rem] text-critical">
            {fault}
          </p>
        )}
        <Button className="justify-self-start" busy={trying.isPending} onClick={run}>
          Show what would be stored
        </Button>
        {trying.error && (
          <ErrorNotice error={trying.error instanceof ApiError ? trying.error : new Error("No answer.")} />
        )}
        {answer?.rejected && <Notice tone="warn">It would be refused: {answer.rejected.message}</Notice>}
        {answer?.event && (
          <div className="grid gap-2" aria-live="polite" data-preview>
            <p>
              {answer.redactions.length === 0
                ? "Nothing would be redacted."
                : answer.redactions
                    .map(
                      ({ property, detector, action }) => `${property}: ${word(detector)}, ${done(action)}`,
                    )
                    .join(" · ")}
            </p>
            <pre
              tabIndex={0}
              aria-label="What would be stored"
              className="max-h-96 overflow-auto rounded-lg bg-sunken p-3 font-mono text-[0.8125rem] whitespace-pre-wrap wrap-anywhere"
            >
              {JSON.stringify(answer.event, null, 2)}
            </pre>
          </div>
        )}
      </div>
    </Card>
  );
}
