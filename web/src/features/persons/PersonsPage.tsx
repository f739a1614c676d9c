import { PageTitle } from "@/components/PageTitle";

export function PersonsPage() {
  return <PageTitle title="Persons" />;
}
