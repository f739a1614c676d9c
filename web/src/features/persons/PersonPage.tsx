import { PageTitle } from "@/components/PageTitle";

export function PersonPage() {
  return <PageTitle title="Person" />;
}
