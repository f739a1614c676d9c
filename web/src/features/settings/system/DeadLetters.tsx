import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronRight, RotateCcw } from "lucide-react";
import { deadLettersQuery, replayDeadLetter, systemQuery } from "@/api/settings";
import type { DeadLetter } from "@/api/types";
import { Age } from "@/components/ui/Age";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Code } from "@/components/ui/Code";
import { ErrorNotice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import { toast } from "@/components/ui/toast";
import { useFrame } from "@/features/frame/useFrame";

/** Events of this project that were acknowledged and then refused by the store for good. */
export function DeadLetters() {
  const { slug } = useFrame();
  const letters = useInfiniteQuery(deadLettersQuery(slug));
  const items = letters.data?.pages.flatMap((page) => page.items);
  return (
    <Card labelledBy="letters-title">
      <CardTitle id="letters-title">Dead letters of this project</CardTitle>
      {letters.error ? (
        <ErrorNotice
          error={letters.error}
          onRetry={() => void letters.refetch()}
          className="mx-4 mb-5 sm:mx-5"
        />
      ) : !items ? (
        <Skeleton className="mx-4 mb-5 h-16 sm:mx-5" />
      ) : items.length === 0 ? (
        <p className="px-4 pb-5 text-muted sm:px-5">
          None. An event that the store refuses for good is kept here with the reason, until somebody mends
          the cause and sends it again.
        </p>
      ) : (
        <>
          <ul className="border-t border-line">
            {items.map((letter) => (
              <Letter key={letter.sequence} letter={letter} />
            ))}
          </ul>
          {letters.hasNextPage && (
            <Button
              look="ghost"
              className="m-1.5"
              busy={letters.isFetchingNextPage}
              onClick={() => void letters.fetchNextPage()}
            >
              Show more
            </Button>
          )}
        </>
      )}
    </Card>
  );
}

function Letter({ letter }: { letter: DeadLetter }) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const replaying = useMutation({
    mutationFn: () => replayDeadLetter(slug, letter.sequence),
    onSuccess: () => toast("The event is stored."),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: deadLettersQuery(slug).queryKey });
      void client.invalidateQueries({ queryKey: systemQuery.queryKey });
    },
  });
  return (
    <li
      className="grid grid-cols-[minmax(0,1fr)] gap-2 border-b border-line px-4 py-3 last:border-0 sm:px-5"
      data-dead-letter={letter.sequence}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <p className="flex flex-wrap gap-x-2">
            <span className="font-medium wrap-anywhere">{letter.event.event}</span>
            <span className="text-muted">
              of {letter.event.distinctId}, <Age at={letter.at} timeZone={timeZone} />
            </span>
          </p>
          <p className="text-[0.8125rem] text-critical wrap-anywhere">{letter.reason}</p>
        </div>
        <Button
          busy={replaying.isPending}
          aria-label={`Send ${letter.event.event} again`}
          onClick={() => replaying.mutate()}
        >
          <RotateCcw aria-hidden />
          Send again
        </Button>
      </div>
      {replaying.error && <ErrorNotice error={replaying.error} />}
      <details className="group">
        <summary className="inline-flex min-h-11 list-none items-center gap-1.5 text-[0.8125rem] text-muted hover:text-ink md:min-h-0 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden
            className="size-3.5 transition-transform duration-150 group-open:rotate-90"
          />
          The event
        </summary>
        <div className="mt-2">
          <Code text={JSON.stringify(letter.event, null, 2)} label="the event" />
        </div>
      </details>
    </li>
  );
}
