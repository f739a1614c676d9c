import { useQuery } from "@tanstack/react-query";
import { Ban, X } from "lucide-react";
import { cohortsQuery } from "@/api/catalog";
import { IconButton } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { Faults } from "@/query-builder/FilterEditor";
import { Select } from "@/query-builder/parts/Select";
import type { CohortDraft, PropertyDraft, RuleDraft } from "./draft";
import { EventRule } from "./EventRule";
import { PropertyRule } from "./PropertyRule";
import { RuleGroup, type RuleTools } from "./RuleGroup";

/** One condition, what turns it round and what takes it away. */
export function RuleRow({ rule, tools }: { rule: RuleDraft; tools: RuleTools }) {
  const put = (next: RuleDraft) => tools.change(rule.id, () => next);
  const faults = rule.kind === "group" ? [] : tools.faultsOf(rule.id);
  const isPlain = rule.kind === "property" || rule.kind === "cohort";
  return (
    <div
      className={cx(
        "flex min-w-0 items-start gap-1 rounded-lg border p-2 max-sm:flex-col",
        rule.kind === "group" ? "bg-sunken" : "bg-surface",
        faults.length > 0 ? "border-critical" : "border-line",
      )}
      data-rule={rule.kind === "event" ? rule.form : rule.kind}
    >
      <div className="grid w-full min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-1.5">
        {rule.not && rule.kind !== "cohort" && (
          <span className="w-fit rounded-md bg-warn-soft px-2 py-0.5 text-[0.8125rem] font-medium text-warn">
            not
          </span>
        )}
        {rule.kind === "group" ? (
          <RuleGroup group={rule} tools={tools} />
        ) : (
          <div className="flex min-w-0 flex-wrap items-center gap-1.5">
            {rule.kind === "event" && (
              <EventRule
                slug={tools.slug}
                timeZone={tools.timeZone}
                rule={rule}
                strict={tools.strict}
                onChange={put}
              />
            )}
            {rule.kind === "property" && (
              <PropertyRule tools={tools} rule={rule} onChange={(next: PropertyDraft) => put(next)} />
            )}
            {rule.kind === "cohort" && <CohortRuleRow tools={tools} rule={rule} onChange={put} />}
          </div>
        )}
        <Faults messages={faults} />
      </div>
      <div className="flex shrink-0 max-sm:self-end">
        {!isPlain && (
          <IconButton
            label={rule.not ? "Take the not away" : "Turn into its opposite"}
            aria-pressed={rule.not}
            className={cx("md:size-8", rule.not && "text-warn!")}
            onClick={() => put({ ...rule, not: !rule.not })}
          >
            <Ban aria-hidden />
          </IconButton>
        )}
        <IconButton
          label="Remove this condition"
          className="md:size-8"
          onClick={() => tools.change(rule.id, () => null)}
        >
          <X aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}

function CohortRuleRow({
  tools,
  rule,
  onChange,
}: {
  tools: RuleTools;
  rule: CohortDraft;
  onChange: (rule: CohortDraft) => void;
}) {
  const { data = [] } = useQuery(cohortsQuery(tools.slug));
  const options = data
    .filter((cohort) => cohort.key !== tools.own)
    .map((cohort) => ({ value: cohort.key, label: cohort.name }));
  const named = data.find((cohort) => cohort.id === rule.cohort)?.key ?? rule.cohort;
  return (
    <>
      <Select
        label="In or not in"
        value={rule.not ? "out" : "in"}
        options={[
          { value: "in", label: "is in" },
          { value: "out", label: "is not in" },
        ]}
        onChange={(next) => onChange({ ...rule, not: next === "out" })}
      />
      <Select
        label="Cohort"
        value={named}
        wrong={tools.strict && rule.cohort === ""}
        options={[
          ...(options.some((option) => option.value === named)
            ? []
            : [
                {
                  value: named,
                  label: named || (options.length > 0 ? "Choose a cohort" : "No other cohort yet"),
                },
              ]),
          ...options,
        ]}
        onChange={(cohort) => onChange({ ...rule, cohort })}
      />
    </>
  );
}
