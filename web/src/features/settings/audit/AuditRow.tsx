import type { AuditLine } from "@/api/audit";
import { useFrame } from "@/features/frame/useFrame";
import { formatDateTime } from "@/lib/format";
import { actionWords, actorWords } from "./auditWords";

/** One line: what, to what, by whom, from where, when. */
export function AuditRow({ line }: { line: AuditLine }) {
  const { timeZone } = useFrame();
  const target = line.targetName ?? line.targetId;
  const details = Object.entries(line.details);
  return (
    <li
      className="grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-0.5 border-b border-line px-4 py-2.5 last:border-0 sm:grid-cols-[minmax(0,1fr)_auto] sm:px-5"
      data-audit={line.action}
    >
      <p className="min-w-0 wrap-anywhere">
        <span className="font-medium">{capital(actionWords(line.action))}</span>
        {target && <span className="text-muted"> · {target}</span>}
      </p>
      <time
        dateTime={line.at}
        className="text-[0.8125rem] text-muted tabular-nums max-sm:order-last sm:text-right"
      >
        {formatDateTime(line.at, timeZone)}
      </time>
      <p className="min-w-0 text-[0.8125rem] wrap-anywhere text-muted sm:col-span-2">
        {actorWords(line)}
        {line.address && ` from ${line.address}`}
        {details.length > 0 && ` · ${details.map(([name, value]) => `${name}: ${value}`).join(", ")}`}
      </p>
    </li>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
