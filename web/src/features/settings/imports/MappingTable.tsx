import type { ImportPreview } from "@/api/types";

/** What becomes of which field of a file. */
export function MappingTable({ mapping }: { mapping: ImportPreview["mapping"] }) {
  return (
    <details className="rounded-lg border border-line" open={mapping.length <= 20}>
      <summary className="flex min-h-11 cursor-pointer items-center px-3 font-medium md:min-h-9">
        What becomes what
      </summary>
      <table className="w-full border-t border-line text-[0.8125rem]">
        <thead className="text-left text-muted">
          <tr>
            <th scope="col" className="px-3 py-1.5 font-normal">
              Field of the file
            </th>
            <th scope="col" className="px-3 py-1.5 font-normal">
              In Cairn
            </th>
          </tr>
        </thead>
        <tbody>
          {mapping.map(({ field, becomes }) => (
            <tr key={`${field}-${becomes}`} className="border-t border-line align-top">
              <td className="w-1/2 px-3 py-1.5 wrap-anywhere">{field}</td>
              <td className={`px-3 py-1.5 wrap-anywhere ${becomes ? "" : "text-muted"}`}>
                {becomes ?? "not kept"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
