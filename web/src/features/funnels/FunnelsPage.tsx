import { AnswerCard } from "@/features/report/AnswerCard";
import { ReportPage } from "@/features/report/ReportPage";
import { useReport } from "@/features/report/useReport";
import { askableFunnel, readFunnel } from "@/query-builder/questions/funnel";
import { CorrelationCard } from "./CorrelationCard";
import { DiscoveryCard } from "./DiscoveryCard";
import { FunnelBuilder } from "./FunnelBuilder";
import { FunnelChart } from "./FunnelChart";
import { FunnelControls } from "./FunnelControls";
import { FunnelSummary } from "./FunnelSummary";
import { FunnelTable } from "./FunnelTable";
import { FunnelViews } from "./FunnelViews";
import { funnelTitle } from "./funnelWords";
import { NobodyEntered } from "./NobodyEntered";

/** How many get from step to step, and how long does it take? */
export function FunnelsPage() {
  const report = useReport(readFunnel, { toAsk: askableFunnel });
  const title = funnelTitle(report.asked ?? report.question);
  return (
    <ReportPage
      title="Funnels"
      lead="How many get from step to step, how long it takes, and who leaves where."
      report={report}
      controls={<FunnelControls report={report} />}
      builder={<FunnelBuilder report={report} />}
    >
      {report.asked === null ? (
        <DiscoveryCard report={report} />
      ) : (
        <>
          <AnswerCard
            report={report}
            title={title}
            toolbar={<FunnelViews report={report} />}
            summary={(answer) => <FunnelSummary answer={answer} />}
            chart={(answer) => <FunnelChart answer={answer} title={title} timeZone={report.timeZone} />}
            table={(answer) => <FunnelTable answer={answer} title={title} timeZone={report.timeZone} />}
            isEmpty={(answer) => (answer.steps[0]?.count ?? 0) === 0}
            empty={<NobodyEntered />}
          />
          <CorrelationCard report={report} asked={report.asked} />
        </>
      )}
    </ReportPage>
  );
}
