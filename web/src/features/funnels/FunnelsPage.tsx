import { PageTitle } from "@/components/PageTitle";

export function FunnelsPage() {
  return <PageTitle title="Funnels" />;
}
