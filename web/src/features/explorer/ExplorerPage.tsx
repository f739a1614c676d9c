import { PageTitle } from "@/components/PageTitle";

export function ExplorerPage() {
  return <PageTitle title="Explorer" />;
}
