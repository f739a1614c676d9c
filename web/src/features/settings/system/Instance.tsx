import type { ReactNode } from "react";
import type { SystemFacts } from "@/api/types";
import { Card, CardTitle } from "@/components/ui/Card";
import { Notice } from "@/components/ui/Notice";
import { formatBytes, formatDuration, formatNumber, formatPercentShort } from "@/lib/format";

/** Version, memory, disk, and what waits to be stored. */
export function Instance({ system }: { system: SystemFacts }) {
  const { memory, disk, spool } = system;
  return (
    <Card labelledBy="instance-title">
      <CardTitle id="instance-title">This Cairn</CardTitle>
      {spool.fault && (
        <Notice tone="critical" className="mx-4 mb-4 sm:mx-5">
          No events are taken: {spool.fault}
        </Notice>
      )}
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 pb-5 sm:gap-x-8 sm:px-5 md:grid-cols-3">
        <Fact name="Version" note={system.runtime}>
          <span data-version>{system.version}</span>
        </Fact>
        <Fact name="Running for" note={`${formatNumber(system.processors)} processors`}>
          {formatDuration(system.uptimeSeconds)}
        </Fact>
        <Fact name="Memory" note={`of ${formatBytes(memory.availableBytes)}, engines not included`}>
          {formatBytes(memory.residentBytes)}
        </Fact>
        <Fact name="Free disk" note={disk.totalBytes === null ? disk.folder : <DiskShare disk={disk} />}>
          {disk.freeBytes === null ? "Not known" : formatBytes(disk.freeBytes)}
        </Fact>
        <Fact
          name="Waiting to be stored"
          note={
            spool.waiting === 0
              ? "Everything that was acknowledged can be asked about."
              : `${formatBytes(spool.backlogBytes)}, ${formatDuration(spool.behindSeconds)} behind`
          }
        >
          <span data-waiting={spool.waiting}>{formatNumber(spool.waiting)} events</span>
        </Fact>
        <Fact name="Dead letters" note="Refused by the store, of all projects.">
          {formatNumber(spool.deadLetters)}
        </Fact>
      </dl>
    </Card>
  );
}

function DiskShare({ disk }: { disk: SystemFacts["disk"] }) {
  const { freeBytes, totalBytes } = disk;
  if (freeBytes === null || !totalBytes) return disk.folder;
  return `${formatPercentShort(freeBytes / totalBytes)} of ${formatBytes(totalBytes)}, at ${disk.folder}`;
}

function Fact({ name, note, children }: { name: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-[0.8125rem] text-muted">{name}</dt>
      <dd className="text-base font-semibold tabular-nums wrap-anywhere">{children}</dd>
      <dd className="text-[0.8125rem] text-muted wrap-anywhere">{note}</dd>
    </div>
  );
}
