import { AnswerCard } from "@/features/report/AnswerCard";
import { ReportPage } from "@/features/report/ReportPage";
import { useReport } from "@/features/report/useReport";
import { askableTrends, readTrends } from "@/query-builder/questions/trends";
import { isEmptyTrend } from "./trendLines";
import { TrendsBuilder } from "./TrendsBuilder";
import { TrendsChart } from "./TrendsChart";
import { TrendsControls } from "./TrendsControls";
import { NothingMatched } from "./NothingMatched";
import { TrendsSummary } from "./TrendsSummary";
import { TrendsTable } from "./TrendsTable";
import { TrendsViews, readTrendsView } from "./TrendsViews";
import { trendsTitle } from "./trendWords";

/** How do these measures of these events go over time? */
export function TrendsPage() {
  const report = useReport(readTrends, { toAsk: askableTrends });
  const view = readTrendsView(report.view);
  const title = trendsTitle(report.asked ?? report.question);
  return (
    <ReportPage
      title="Trends"
      lead="How often, by how many and how much: any event over time."
      report={report}
      controls={<TrendsControls report={report} />}
      builder={<TrendsBuilder report={report} />}
    >
      <AnswerCard
        report={report}
        title={title}
        toolbar={<TrendsViews report={report} view={view} />}
        summary={(answer) => <TrendsSummary answer={answer} />}
        chart={(answer) => (
          <TrendsChart answer={answer} title={title} view={view} timeZone={report.timeZone} />
        )}
        table={(answer) => <TrendsTable answer={answer} title={title} timeZone={report.timeZone} />}
        isEmpty={isEmptyTrend}
        empty={<NothingMatched />}
        unfinished="Choose the number that the series is measured of."
      />
    </ReportPage>
  );
}
