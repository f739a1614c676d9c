import { PageTitle } from "@/components/PageTitle";

export function CohortPage() {
  return <PageTitle title="Cohort" />;
}
