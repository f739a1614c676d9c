import { PageTitle } from "@/components/PageTitle";

export function SqlPage() {
  return <PageTitle title="SQL" />;
}
