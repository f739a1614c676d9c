import { ListChecks, Workflow } from "lucide-react";

/** Whether a cohort is a rule or a list, as a word with its sign. */
export function CohortKind({ isStatic }: { isStatic: boolean }) {
  const Icon = isStatic ? ListChecks : Workflow;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Icon aria-hidden className="size-4 text-muted" />
      {isStatic ? "List" : "Rules"}
    </span>
  );
}
