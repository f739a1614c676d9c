import { useRef } from "react";
import { PageTitle } from "@/components/PageTitle";
import { ReportActions } from "@/features/report/ReportActions";
import { useReport } from "@/features/report/useReport";
import { QueryCard } from "./QueryCard";
import { ResultCard } from "./ResultCard";
import { SchemaBrowser } from "./SchemaBrowser";
import type { SqlEditorHandle } from "./SqlEditor";
import { readSql, sqlToAsk } from "./sqlQuestion";
import { useSqlDraft } from "./useSqlDraft";
import { useSqlNames } from "./useSqlNames";

const options = { toAsk: sqlToAsk };

/** One SELECT over the project: the editor, what there is to read beside it, the answer below. The URL holds what was run. */
export function SqlPage() {
  const report = useReport(readSql, options);
  const draft = useSqlDraft(report);
  const names = useSqlNames(report.slug);
  const editor = useRef<SqlEditorHandle>(null);
  return (
    <>
      <PageTitle
        title={report.saved?.name ?? "SQL"}
        lead={
          report.saved?.description ??
          "One SELECT over events, persons, sessions and groups. It reads and never writes."
        }
      >
        <ReportActions title="SQL" report={report} />
      </PageTitle>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <QueryCard report={report} draft={draft} names={names} editor={editor} />
          <ResultCard report={report} draft={draft} />
        </div>
        <SchemaBrowser names={names} onInsert={(text) => editor.current?.insert(text)} />
      </div>
    </>
  );
}
