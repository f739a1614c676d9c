import type { CohortUpload } from "@/api/types";
import { Notice } from "@/components/ui/Notice";
import { formatNumber } from "@/lib/format";

/** What an upload came to: how many ids, and which of them nobody has come with yet. */
export function UploadReport({ upload }: { upload: CohortUpload }) {
  const { received, total, unknownCount, unknown } = upload;
  const named = unknown.slice(0, 10);
  return (
    <Notice tone={unknownCount > 0 ? "warn" : "info"}>
      <span data-upload={received} data-total={total} data-unknown={unknownCount}>
        {formatNumber(received)} different {received === 1 ? "id" : "ids"} read; the list has{" "}
        {formatNumber(total)} now.
      </span>
      {unknownCount > 0 && (
        <span className="block wrap-anywhere">
          {formatNumber(unknownCount)} of them {unknownCount === 1 ? "belongs" : "belong"} to nobody yet:{" "}
          {named.join(", ")}
          {unknownCount > named.length ? " …" : ""}. They are kept; should somebody come with one, that person
          is a member.
        </span>
      )}
    </Notice>
  );
}
