import { useQuery } from "@tanstack/react-query";
import { Users } from "lucide-react";
import { cohortsQuery } from "@/api/catalog";
import { Removable } from "../parts/Removable";
import { Select } from "../parts/Select";
import type { DraftCohort } from "./draft";

interface CohortRowProps {
  slug: string;
  row: DraftCohort;
  wrong: boolean;
  onChange: (row: DraftCohort) => void;
  onRemove: () => void;
}

/** In a cohort, or not in it. */
export function CohortRow({ slug, row, wrong, onChange, onRemove }: CohortRowProps) {
  const { data } = useQuery(cohortsQuery(slug));
  const known = data ?? [];
  const options = known.map((cohort) => ({ value: cohort.key, label: cohort.name }));
  if (!known.some((cohort) => cohort.key === row.cohort || cohort.id === row.cohort))
    options.push({ value: row.cohort, label: row.cohort });
  const value = known.find((cohort) => cohort.id === row.cohort)?.key ?? row.cohort;
  return (
    <Removable label="Remove this filter" onRemove={onRemove}>
      <Users aria-hidden className="size-4 text-muted" />
      <Select
        label="In or not in"
        value={row.in ? "in" : "out"}
        options={[
          { value: "in", label: "person is in" },
          { value: "out", label: "person is not in" },
        ]}
        onChange={(next) => onChange({ ...row, in: next === "in" })}
      />
      <Select
        label="Cohort"
        value={value}
        options={options}
        wrong={wrong}
        onChange={(cohort) => onChange({ ...row, cohort })}
      />
    </Removable>
  );
}
