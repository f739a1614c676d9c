import { BookOpen, Play, X } from "lucide-react";
import { lazy, Suspense, useMemo, type Ref } from "react";
import type { SqlQuestion } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { TextField } from "@/components/ui/Field";
import { Menu, MenuItem } from "@/components/ui/Menu";
import { Notice } from "@/components/ui/Notice";
import { Skeleton } from "@/components/ui/Skeleton";
import type { Report } from "@/features/report/useReport";
import type { SqlNames } from "./completions";
import { sqlExamples } from "./examples";
import { faultOf } from "./faultPlace";
import type { SqlEditorHandle } from "./SqlEditor";
import { parametersOf } from "./sqlQuestion";
import type { SqlDraft } from "./useSqlDraft";

const SqlEditor = lazy(() => import("./SqlEditor").then((module) => ({ default: module.SqlEditor })));

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

interface QueryCardProps {
  report: Report<SqlQuestion>;
  draft: SqlDraft;
  names: SqlNames;
  editor: Ref<SqlEditorHandle>;
}

/** Where the query is written and run, and where the server says what is wrong with it. */
export function QueryCard({ report, draft, names, editor }: QueryCardProps) {
  const { error, isFetching } = report.answer;
  const isRunning = isFetching || report.isRefreshing;
  const fault = useMemo(
    () => (isRunning ? null : faultOf(error, report.question.query)),
    [error, isRunning, report.question.query],
  );
  const parameters = useMemo(() => parametersOf(draft.text), [draft.text]);
  return (
    <Card labelledBy="query-title">
      <h2 id="query-title" className="sr-only">
        Query
      </h2>
      <Suspense fallback={<Skeleton className="h-44 rounded-b-none" />}>
        <SqlEditor
          handle={editor}
          value={draft.text}
          onChange={draft.setText}
          onRun={draft.run}
          fault={fault}
          names={names}
          describedBy={fault ? "sql-fault" : undefined}
        />
      </Suspense>
      {fault && (
        <div id="sql-fault" className="px-4 pb-3 sm:px-5" data-fault-line={fault.place?.line ?? ""}>
          <Notice tone="critical">
            {fault.place && (
              <strong className="font-semibold">
                Line {fault.place.line}, column {fault.place.column}:{" "}
              </strong>
            )}
            {fault.message}
          </Notice>
        </div>
      )}
      {parameters.length > 0 && (
        <div className="grid gap-3 border-t border-line px-4 py-3 sm:grid-cols-2 sm:px-5 lg:grid-cols-3">
          {parameters.map(({ name, type }) => (
            <TextField
              key={name}
              label={`${name}: ${type}`}
              value={draft.parameters[name] ?? ""}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => draft.setParameter(name, event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter") draft.run();
              }}
            />
          ))}
        </div>
      )}
      <div className="flex flex-wrap items-center gap-2 border-t border-line px-4 py-2.5 sm:px-5">
        {isRunning ? (
          <Button onClick={report.cancel}>
            <X aria-hidden />
            Cancel
          </Button>
        ) : (
          <Button look="primary" disabled={draft.text.trim() === ""} onClick={draft.run}>
            <Play aria-hidden />
            Run
          </Button>
        )}
        <span className="text-[0.8125rem] text-muted max-sm:hidden" role="status">
          {isRunning
            ? "The query runs."
            : report.asked && draft.isChanged
              ? "Changed since it ran."
              : `${isMac ? "⌘" : "Ctrl"} + Enter runs it.`}
        </span>
        <div className="ml-auto">
          <Menu
            label="Examples"
            trigger={
              <Button look="ghost">
                <BookOpen aria-hidden />
                Examples
              </Button>
            }
          >
            {sqlExamples.map((example) => (
              <MenuItem key={example.title} onSelect={() => draft.start(example)}>
                {example.title}
              </MenuItem>
            ))}
          </Menu>
        </div>
      </div>
    </Card>
  );
}
