import { PageTitle } from "@/components/PageTitle";

export function PathsPage() {
  return <PageTitle title="Paths" />;
}
