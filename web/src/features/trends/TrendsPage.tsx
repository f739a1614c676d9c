import { PageTitle } from "@/components/PageTitle";

export function TrendsPage() {
  return <PageTitle title="Trends" />;
}
