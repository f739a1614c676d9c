import { PageTitle } from "@/components/PageTitle";

export function CohortsPage() {
  return <PageTitle title="Cohorts" />;
}
