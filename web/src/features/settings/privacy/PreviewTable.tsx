import type { RetentionPreview } from "@/api/retention";
import { Notice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { formatBytes, formatCalendarDay, formatNumber } from "@/lib/format";

/** What rules would delete now, by event, and which questions would notice. */
export function PreviewTable({ preview }: { preview: RetentionPreview }) {
  const { timeZone } = useFrame();
  if (preview.events === 0)
    return (
      <p role="status" className="text-muted" data-preview-events={0}>
        Nothing is past its time now.
      </p>
    );
  return (
    <div className="grid min-w-0 gap-3" data-preview-events={preview.events}>
      <Notice tone="warn">
        {formatNumber(preview.events)} events of {formatNumber(preview.persons)} persons are past their time,
        about {formatBytes(preview.bytes)}.
      </Notice>
      <div
        className="overflow-x-auto rounded-lg border border-line"
        tabIndex={0}
        role="region"
        aria-label="What would go"
      >
        <table className="w-full text-left tabular-nums [&_td]:px-3 [&_td]:py-2 [&_th]:px-3 [&_th]:py-2 [&_th]:font-medium">
          <thead className="border-b border-line text-muted">
            <tr>
              <th scope="col">Event</th>
              <th scope="col" className="text-right">
                Events
              </th>
              <th scope="col" className="text-right">
                Persons
              </th>
              <th scope="col">Oldest</th>
              <th scope="col">Newest</th>
            </tr>
          </thead>
          <tbody>
            {preview.names.map((name) => (
              <tr key={name.event} data-goes={name.event} className="border-b border-line last:border-0">
                <td className="min-w-44 wrap-anywhere">{name.event}</td>
                <td className="text-right">{formatNumber(name.events)}</td>
                <td className="text-right">{formatNumber(name.persons)}</td>
                <td className="whitespace-nowrap">{formatCalendarDay(name.oldest, timeZone)}</td>
                <td className="whitespace-nowrap">{formatCalendarDay(name.newest, timeZone)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="grid list-disc gap-1 pl-5 text-muted">
        {preview.changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </div>
  );
}
