import { Link } from "@tanstack/react-router";
import type { Cohort, Report } from "@/api/types";
import { Age } from "@/components/ui/Age";
import type { Column } from "@/components/ui/DataTable";
import { formatNumber } from "@/lib/format";
import { CohortKind } from "./CohortKind";
import { CohortMenu } from "./CohortMenu";
import { describeRule } from "./rules/describeRule";
import { asRule } from "./rules/readRules";
import { usesOf } from "./uses";

interface CohortColumnsProps {
  slug: string;
  timeZone: string;
  cohorts: Cohort[];
  reports: Report[];
  mayEdit: boolean;
  onCount: (key: string) => void;
}

export function cohortColumns(props: CohortColumnsProps): Column<Cohort>[] {
  const { slug, timeZone, cohorts, reports, mayEdit, onCount } = props;
  const nameOf = (key: string) =>
    cohorts.find((cohort) => cohort.key === key || cohort.id === key)?.name ?? key;
  return [
    {
      id: "name",
      header: "Cohort",
      cell: (cohort) => (
        <Link
          to="/p/$slug/cohorts/$cohortId"
          params={{ slug, cohortId: cohort.key }}
          data-row-focus
          data-cohort={cohort.key}
          className="grid min-h-11 min-w-0 content-center rounded-md py-1 after:absolute after:inset-0 md:min-h-9"
        >
          <span className="truncate font-medium">{cohort.name}</span>
          <span className="truncate text-[0.8125rem] text-muted" title={wordsOf(cohort, nameOf)}>
            {wordsOf(cohort, nameOf)}
          </span>
        </Link>
      ),
    },
    {
      id: "kind",
      header: "Kind",
      width: 7,
      from: "md",
      cell: (cohort) => <CohortKind isStatic={cohort.isStatic} />,
    },
    {
      id: "count",
      header: "Persons",
      width: 6.5,
      align: "right",
      cell: (cohort) =>
        cohort.count === null ? (
          <span className="text-muted">not counted</span>
        ) : (
          <span data-count={cohort.count}>{formatNumber(cohort.count)}</span>
        ),
    },
    {
      id: "computedAt",
      header: "Counted",
      width: 8,
      from: "md",
      cell: (cohort) =>
        cohort.computedAt ? (
          <Age at={cohort.computedAt} timeZone={timeZone} />
        ) : (
          <span className="text-faint">–</span>
        ),
    },
    {
      id: "usedIn",
      header: "Used in",
      width: 11,
      from: "lg",
      cell: (cohort) => <UsedIn {...usesOf(cohort, cohorts, reports)} />,
    },
    ...(mayEdit
      ? [
          {
            id: "actions",
            header: <span className="sr-only">Actions</span>,
            width: 4.25,
            cell: (cohort: Cohort) => (
              <span className="relative z-10 -mr-2 flex justify-end">
                <CohortMenu slug={slug} cohort={cohort} onCount={onCount} />
              </span>
            ),
          } satisfies Column<Cohort>,
        ]
      : []),
  ];
}

function wordsOf(cohort: Cohort, nameOf: (key: string) => string): string {
  if (cohort.description) return cohort.description;
  return cohort.isStatic ? "a list of distinct ids" : describeRule(asRule(cohort.definition), nameOf);
}

function UsedIn({ cohorts, reports }: ReturnType<typeof usesOf>) {
  const words = [
    reports.length > 0 && `${formatNumber(reports.length)} ${reports.length === 1 ? "report" : "reports"}`,
    cohorts.length > 0 && `${formatNumber(cohorts.length)} ${cohorts.length === 1 ? "cohort" : "cohorts"}`,
  ].filter(Boolean);
  if (words.length === 0) return <span className="text-faint">–</span>;
  return <span title={[...reports, ...cohorts].map(({ name }) => name).join(", ")}>{words.join(", ")}</span>;
}
