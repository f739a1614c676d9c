import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { changeCohort, createCohort } from "@/api/cohorts";
import { ApiError } from "@/api/http";
import type { Cohort, CohortRule } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Card } from "@/components/ui/Card";
import { ErrorNotice } from "@/components/ui/Notice";
import { useFrame } from "@/features/frame/useFrame";
import { faultsAt, faultsElsewhere } from "@/query-builder/faults";
import { CohortSizePreview, useCohortSize } from "./CohortSizePreview";
import { NameFields } from "./NameFields";
import { addRule, changeRule, newRule, type GroupDraft, type NewRule, type RuleDraft } from "./rules/draft";
import { readRules } from "./rules/readRules";
import { RuleGroup, type RuleTools } from "./rules/RuleGroup";
import { writeRules } from "./rules/writeRules";

interface RulesEditorProps {
  /** What the editor begins with; its key is absent for a new cohort. */
  start: { key?: string; name: string; description: string; definition: Record<string, unknown> | null };
  onSaved: (cohort: Cohort) => void;
  onCancel: () => void;
}

/** Name and rules of a cohort, with how many persons meet them as they are made. */
export function RulesEditor({ start, onSaved, onCancel }: RulesEditorProps) {
  const { slug, timeZone } = useFrame();
  const client = useQueryClient();
  const [text, setText] = useState({ name: start.name, description: start.description });
  const [draft, setDraft] = useState<GroupDraft>(() => {
    const read = readRules(start.definition);
    return start.definition ? read : addRule(read, read.id, newRule("did"));
  });
  const [strict, setStrict] = useState(false);
  const written = useMemo(() => writeRules(draft), [draft]);
  const size = useCohortSize(slug, written.definition);
  const saving = useMutation({
    mutationFn: (definition: CohortRule) => {
      const body = { name: text.name.trim(), description: text.description.trim(), definition };
      return start.key ? changeCohort(slug, start.key, body) : createCohort(slug, body);
    },
    onSuccess: async (cohort) => {
      await client.invalidateQueries({ queryKey: ["project", slug, "cohorts"] });
      onSaved(cohort);
    },
  });

  const error = saving.error ?? size.error;
  const tools: RuleTools = {
    slug,
    timeZone,
    own: start.key ?? null,
    strict,
    faultsOf: (id) => {
      const pointer = written.pointers.get(id);
      return pointer ? faultsAt(error, pointer) : [];
    },
    change: useCallback(
      (id: string, change: (rule: RuleDraft) => RuleDraft | null) =>
        setDraft((before) => changeRule(before, id, change)),
      [],
    ),
    add: useCallback(
      (into: string, kind: NewRule) => setDraft((before) => addRule(before, into, newRule(kind))),
      [],
    ),
    setMode: useCallback(
      (group: GroupDraft, mode: GroupDraft["mode"]) =>
        setDraft((before) =>
          before.id === group.id
            ? { ...before, mode }
            : changeRule(before, group.id, (rule) => (rule.kind === "group" ? { ...rule, mode } : rule)),
        ),
      [],
    ),
  };
  const save = () => {
    setStrict(true);
    if (written.unfinished.length > 0 || written.count === 0 || text.name.trim() === "") return;
    saving.mutate(written.definition);
  };
  const isGeneral =
    saving.error instanceof ApiError &&
    (saving.error.errors.length === 0 ||
      faultsElsewhere(saving.error, ["/definition", "/name", "/description", "/key"]).length > 0);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:gap-5" data-cohort-editor>
      <Card className="grid gap-4 p-4 sm:p-5">
        <NameFields text={text} onChange={setText} strict={strict} error={saving.error} />
      </Card>
      <Card className="p-4 sm:p-5">
        <RuleGroup group={draft} tools={tools} isRoot />
        {strict && written.count === 0 && (
          <p role="alert" className="mt-2 text-[0.8125rem] text-critical">
            Add a condition: without one everybody would be in.
          </p>
        )}
        {strict && written.unfinished.length > 0 && (
          <p role="alert" className="mt-2 text-[0.8125rem] text-critical">
            Finish the marked conditions, or take them away.
          </p>
        )}
      </Card>
      <div className="z-20 flex flex-wrap items-center justify-between gap-3 border-t border-line bg-canvas py-3 lg:sticky lg:bottom-0 lg:-mx-6 lg:px-6">
        <CohortSizePreview
          slug={slug}
          size={size}
          count={written.count}
          unfinished={written.unfinished.length}
        />
        <div className="ml-auto flex gap-2">
          <Button onClick={onCancel}>Cancel</Button>
          <Button look="primary" busy={saving.isPending} onClick={save}>
            {start.key ? "Save" : "Make the cohort"}
          </Button>
        </div>
        {isGeneral && <ErrorNotice error={saving.error} className="basis-full" />}
      </div>
    </div>
  );
}
