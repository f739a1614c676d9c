import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { catalogEventsQuery } from "@/api/catalog";
import type { PathsQuestion } from "@/api/types";
import { Segmented } from "@/components/ui/Segmented";
import type { Report } from "@/features/report/useReport";
import { faultsAt } from "@/query-builder/faults";
import { Faults, FilterEditor } from "@/query-builder/FilterEditor";
import { Section } from "@/query-builder/parts/Section";
import { DraftInput } from "@/query-builder/pickers/DraftInput";
import { mostPathSteps, withPathField } from "@/query-builder/questions/paths";
import { ExcludeList } from "./ExcludeList";
import { GroupList } from "./GroupList";

interface PathsBuilderProps {
  report: Report<PathsQuestion>;
  /** Names of the answer, to be offered where one is asked for. */
  names: string[];
}

/** Which ways are looked at: of what, from where, to where, how far. */
export function PathsBuilder({ report, names }: PathsBuilderProps) {
  const { slug, question, change } = report;
  const { error } = report.answer;
  const list = useId();
  const events = useQuery({ ...catalogEventsQuery(slug), enabled: question.by !== "page" });
  const offered = question.by === "page" ? names : (events.data?.items.map((item) => item.name) ?? names);
  const example = question.by === "page" ? "/pricing or /product/*" : "signed_up or note_*";
  return (
    <div>
      <Section title="Steps are">
        <div>
          <Segmented
            label="Steps are"
            value={question.by ?? "event"}
            options={[
              { value: "page", label: "Pages" },
              { value: "event", label: "Events" },
            ]}
            onChange={(by) => change({ ...question, by })}
          />
        </div>
      </Section>
      <Section title="Start and end">
        <datalist id={list}>
          {offered.slice(0, 200).map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {(["start", "end"] as const).map((field) => (
          <label key={field} className="grid grid-cols-[3rem_minmax(0,1fr)] items-center gap-2">
            <span>{field === "start" ? "Start" : "End"}</span>
            <DraftInput
              label={field === "start" ? "Start at" : "End at"}
              placeholder={example}
              list={list}
              value={question[field] ?? ""}
              wrong={faultsAt(error, `/${field}`).length > 0}
              className="w-full"
              onCommit={(value) => change(withPathField(question, field, value.trim()))}
            />
          </label>
        ))}
        <p className="text-[0.8125rem] text-muted">
          A star stands for any text. Empty: where a session begins or ends.
        </p>
        <Faults messages={[...faultsAt(error, "/start"), ...faultsAt(error, "/end")]} />
      </Section>
      <Section title="How far">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <label className="flex items-center gap-2">
            <DraftInput
              label="Number of steps"
              kind="number"
              className="w-16!"
              value={String(question.steps)}
              wrong={faultsAt(error, "/steps").length > 0}
              onCommit={(text) => {
                const steps = Math.round(Number(text));
                if (steps >= 2) change({ ...question, steps: Math.min(steps, mostPathSteps) });
              }}
            />
            steps
          </label>
          <label className="flex items-center gap-2">
            ways of at least
            <DraftInput
              label="Least sessions of a way"
              kind="number"
              className="w-16!"
              placeholder="1"
              value={question.minEdge ? String(question.minEdge) : ""}
              wrong={faultsAt(error, "/minEdge").length > 0}
              onCommit={(text) => {
                const least = Math.round(Number(text));
                change(withPathField(question, "minEdge", least >= 2 ? least : undefined));
              }}
            />
            sessions
          </label>
        </div>
        <Faults messages={[...faultsAt(error, "/steps"), ...faultsAt(error, "/minEdge")]} />
      </Section>
      <Section title="Pass over">
        <ExcludeList
          list={list}
          example={example}
          exclude={question.exclude ?? []}
          onChange={(exclude) => change(withPathField(question, "exclude", exclude))}
        />
        <Faults messages={faultsAt(error, "/exclude")} />
      </Section>
      <Section title="See as one">
        <GroupList
          groups={question.groups ?? []}
          example={question.by === "page" ? "/product/*" : "note_*"}
          onChange={(groups) => change(withPathField(question, "groups", groups))}
        />
        <Faults messages={faultsAt(error, "/groups")} />
      </Section>
      <Section title="Only events where">
        <FilterEditor
          slug={slug}
          filter={question.filter}
          onChange={(filter) => change(withPathField(question, "filter", filter))}
          error={error}
        />
      </Section>
    </div>
  );
}
