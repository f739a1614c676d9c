import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { useEffect, useRef } from "react";
import { cancelSample, isLoading, sampleQuery, startSample, type SampleLoad } from "@/api/sample";
import { Button } from "@/components/ui/Button";
import { ErrorNotice, Notice } from "@/components/ui/Notice";
import { formatNumber } from "@/lib/format";

/** Fills a project with the history of an invented product, to see what every page shows; says how far it is and can be stopped. */
export function LoadSample({ slug }: { slug: string }) {
  const client = useQueryClient();
  const sample = useQuery(sampleQuery(slug));
  const keep = (load: SampleLoad) => client.setQueryData(sampleQuery(slug).queryKey, load);
  const start = useMutation({ mutationFn: () => startSample(slug), onSuccess: keep });
  const cancel = useMutation({ mutationFn: () => cancelSample(slug), onSuccess: keep });
  const load = sample.data;
  const loading = isLoading(load);

  // Whatever the pages know is from before the events came.
  const wasLoading = useRef(false);
  useEffect(() => {
    if (wasLoading.current && !loading) void client.invalidateQueries({ queryKey: ["project", slug] });
    wasLoading.current = loading;
  }, [client, slug, loading]);

  const error = start.error ?? cancel.error;
  return (
    <div className="grid gap-3">
      {error && <ErrorNotice error={error} />}
      {load?.state === "failed" && (
        <Notice tone="critical">The sample data could not be loaded. {load.error}</Notice>
      )}
      {load && loading ? (
        <Progress load={load} onCancel={() => cancel.mutate()} />
      ) : (
        <Button className="w-fit" busy={start.isPending} onClick={() => start.mutate()}>
          <Sparkles aria-hidden />
          Load sample data
        </Button>
      )}
    </div>
  );
}

function Progress({ load, onCancel }: { load: SampleLoad; onCancel: () => void }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2" role="status" data-sample={load.state}>
      <div className="min-w-40 flex-1">
        <div
          role="progressbar"
          aria-label="Loading sample data"
          aria-valuenow={load.sent}
          aria-valuemin={0}
          aria-valuemax={load.total}
          className="h-1.5 overflow-hidden rounded-full bg-hover"
        >
          <div
            style={{ width: `${(load.sent / Math.max(1, load.total)) * 100}%` }}
            className="h-full bg-accent transition-[width] duration-200"
          />
        </div>
        <p className="pt-1.5 text-[0.8125rem] text-muted tabular-nums">
          {formatNumber(load.sent)} of {formatNumber(load.total)} events
        </p>
      </div>
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}
