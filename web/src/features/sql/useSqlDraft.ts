import { useEffect, useState } from "react";
import type { SqlQuestion } from "@/api/types";
import type { Report } from "@/features/report/useReport";
import { isSame } from "@/features/report/isSame";
import { exampleParameters, type SqlExample } from "./examples";
import { parametersOf, parameterText, questionOf } from "./sqlQuestion";

export interface SqlDraft {
  text: string;
  setText: (text: string) => void;
  /** What is typed for the parameters, by name. */
  parameters: Readonly<Record<string, string>>;
  setParameter: (name: string, text: string) => void;
  /** Asks the text as it stands; the same once more is asked anew. */
  run: () => void;
  /** Whether the answer is of another text. */
  isChanged: boolean;
  start: (example: SqlExample) => void;
}

const textsOf = (question: SqlQuestion) =>
  Object.fromEntries(
    Object.entries(question.parameters ?? {}).map(([name, value]) => [name, parameterText(value)]),
  );

/** What stands in the editor; it becomes the question when it is run. */
export function useSqlDraft(report: Report<SqlQuestion>): SqlDraft {
  const { question } = report;
  const [text, setText] = useState(question.query);
  const [parameters, setParameters] = useState(() => textsOf(question));

  // Another question from elsewhere: undo, a version, a link.
  const { query } = question;
  const values = JSON.stringify(question.parameters ?? {});
  useEffect(() => setText(query), [query]);
  useEffect(
    () =>
      setParameters((typed) => ({
        ...typed,
        ...textsOf({ kind: "sql", query: "", parameters: JSON.parse(values) as Record<string, unknown> }),
      })),
    [values],
  );

  const ask = (next: SqlQuestion) => {
    if (next.query.trim() === "") return;
    if (isSame(next, question)) report.refresh();
    else report.change(next);
  };
  return {
    text,
    setText,
    parameters,
    setParameter: (name, typed) => setParameters({ ...parameters, [name]: typed }),
    run: () => ask(questionOf(text, parameters)),
    isChanged: !isSame(questionOf(text, parameters), question),
    start: (example) => {
      const values = { ...parameters };
      for (const { name } of parametersOf(example.query)) values[name] ||= exampleParameters[name] ?? "";
      setText(example.query);
      setParameters(values);
      ask(questionOf(example.query, values));
    },
  };
}
