import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { cohortMembersQuery, uploadMembers, type ListChange } from "@/api/cohorts";
import { ApiError } from "@/api/http";
import type { CohortMember } from "@/api/types";
import { PersonLink } from "@/components/PersonLink";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { ErrorNotice } from "@/components/ui/Notice";
import { Segmented } from "@/components/ui/Segmented";
import { TableSkeleton } from "@/components/ui/TableSkeleton";
import { moreOf } from "@/lib/moreOf";
import { IdsField } from "./IdsField";
import { faultLine } from "./ListEditor";
import { UploadReport } from "./UploadReport";

const changes: readonly { value: ListChange; label: string }[] = [
  { value: "add", label: "Add" },
  { value: "remove", label: "Remove" },
  { value: "replace", label: "Replace all" },
];

interface IdsPanelProps {
  slug: string;
  cohort: string;
  mayEdit: boolean;
}

/** The distinct ids of a list, and the way to change them. */
export function IdsPanel({ slug, cohort, mayEdit }: IdsPanelProps) {
  const client = useQueryClient();
  const ids = useInfiniteQuery(cohortMembersQuery(slug, cohort));
  const rows = useMemo(() => ids.data?.pages.flatMap((page) => page.items) ?? [], [ids.data]);
  const columns = useMemo(() => idColumns(slug), [slug]);
  const [text, setText] = useState("");
  const [how, setHow] = useState<ListChange>("add");
  const upload = useMutation({
    mutationFn: () => uploadMembers(slug, cohort, how, text),
    onSuccess: async () => {
      setText("");
      await Promise.all([
        client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] }),
        client.invalidateQueries({ queryKey: ["project", slug, "cohort-size"] }),
      ]);
    },
  });
  const refused = upload.error instanceof ApiError ? faultLine(upload.error) : undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)]">
      {mayEdit && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-b border-line p-4 sm:p-5">
          <IdsField text={text} onChange={setText} error={refused} />
          {upload.isError && !refused && <ErrorNotice error={upload.error} />}
          <div className="flex flex-wrap items-center justify-between gap-2">
            <Segmented label="What to do with them" value={how} options={changes} onChange={setHow} />
            <Button
              look="primary"
              busy={upload.isPending}
              disabled={text.trim() === ""}
              onClick={() => upload.mutate()}
            >
              {{ add: "Add to the list", remove: "Take out of the list", replace: "Replace the list" }[how]}
            </Button>
          </div>
          {upload.isSuccess && <UploadReport upload={upload.data} />}
        </div>
      )}
      {ids.isPending ? (
        <TableSkeleton label="the list" />
      ) : ids.isError && rows.length === 0 ? (
        <ErrorNotice error={ids.error} onRetry={() => void ids.refetch()} className="m-4 sm:m-5" />
      ) : rows.length === 0 ? (
        <p className="px-4 py-10 text-center text-muted">The list is empty.</p>
      ) : (
        <DataTable
          label="Distinct ids of the list"
          rows={rows}
          rowKey={(member) => member.distinctId}
          columns={columns}
          more={moreOf(ids)}
        />
      )}
    </div>
  );
}

function idColumns(slug: string): Column<CohortMember>[] {
  return [
    {
      id: "id",
      header: "Distinct id",
      cell: (member) => (
        <PersonLink slug={slug} personId={member.personId} distinctIds={[member.distinctId]} />
      ),
    },
  ];
}
