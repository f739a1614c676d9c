import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { ApiError } from "@/api/http";
import { compareCounts } from "@/api/compare";
import { Button } from "@/components/ui/Button";
import { Card, CardTitle } from "@/components/ui/Card";
import { Field, inputLook } from "@/components/ui/Field";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";
import { timeZones } from "@/lib/region";
import { CompareResult } from "./CompareResult";

/** Another vendor's numbers beside ours. */
export function CompareCard() {
  const { slug, timeZone } = useFrame();
  const [file, setFile] = useState<File | null>(null);
  const [zone, setZone] = useState(timeZone);
  const zones = useMemo(() => [...new Set(["UTC", timeZone, ...timeZones()])].sort(), [timeZone]);
  const comparing = useMutation({
    mutationFn: async (given: File) => compareCounts(slug, await given.text(), zone),
  });
  const faults = comparing.error instanceof ApiError ? comparing.error.errors : [];
  return (
    <Card labelledBy="compare-title">
      <CardTitle id="compare-title">Compare with your old numbers</CardTitle>
      <form
        className="grid gap-5 px-4 pb-5 sm:px-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (file && !comparing.isPending) comparing.mutate(file);
        }}
      >
        <p className="text-muted">
          Export counts per event and hour from the old vendor as CSV: columns hour, event and count, or hour
          and a column per event. Nothing of the file is kept.
        </p>
        {comparing.error && faults.length === 0 && <ErrorNotice error={comparing.error} />}
        <Field label="CSV file" error={faults[0]?.message}>
          {(control) => (
            <input
              {...control}
              className={cx(inputLook, "bg-surface border-line-strong py-2 md:py-1.5")}
              type="file"
              accept=".csv,text/csv"
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                comparing.reset();
              }}
            />
          )}
        </Field>
        <Field label="Time zone of the file" hint="For times without an offset.">
          {(control) => (
            <select {...control} value={zone} onChange={(event) => setZone(event.target.value)}>
              {zones.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <Button
          type="submit"
          look="primary"
          className="justify-self-end"
          disabled={!file}
          busy={comparing.isPending}
        >
          {comparing.isPending ? "Comparing" : "Compare"}
        </Button>
      </form>
      {comparing.data && <CompareResult comparison={comparing.data} />}
    </Card>
  );
}
