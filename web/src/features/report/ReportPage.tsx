import { SlidersHorizontal } from "lucide-react";
import { useState, type ReactNode } from "react";
import type { Question } from "@/api/types";
import { PageTitle } from "@/components/PageTitle";
import { Button } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { ReportActions } from "./ReportActions";
import { ReportFreshness } from "./ReportFreshness";
import type { Report } from "./useReport";

interface ReportPageProps<Q extends Question> {
  /** The kind of page: Trends. A saved report shows its own name instead. */
  title: string;
  lead?: string;
  report: Report<Q>;
  /** Range, comparison, interval: what stands above the answer. */
  controls?: ReactNode;
  /** Where the question is made. */
  builder?: ReactNode;
  /** The answer: one or more cards. */
  children: ReactNode;
}

/** An analysis page: the question at the left, the answer beside it; on a phone the question folds away above. */
export function ReportPage<Q extends Question>({
  title,
  lead,
  report,
  controls,
  builder,
  children,
}: ReportPageProps<Q>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <PageTitle title={report.saved?.name ?? title} lead={report.saved?.description ?? lead}>
        <ReportActions title={title} report={report} />
      </PageTitle>
      <div
        className={cx(
          "grid grid-cols-[minmax(0,1fr)] items-start gap-4",
          Boolean(builder) && "xl:grid-cols-[23rem_minmax(0,1fr)]",
        )}
      >
        {builder && (
          <section
            aria-label="Question"
            className="rounded-lg border border-line bg-surface xl:sticky xl:top-18 xl:max-h-[calc(100dvh-5.5rem)] xl:z-10 xl:overflow-y-auto"
          >
            <Button
              look="ghost"
              className="w-full justify-start! xl:hidden"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <SlidersHorizontal aria-hidden />
              {open ? "Hide the question" : "Change the question"}
            </Button>
            <div className={cx("p-4", !open && "max-xl:hidden")} data-builder>
              {builder}
            </div>
          </section>
        )}
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
          <div className="flex flex-wrap items-center gap-2" role="group" aria-label="Range and freshness">
            {controls}
            <ReportFreshness report={report} />
          </div>
          {children}
        </div>
      </div>
    </>
  );
}
