import { PageTitle } from "@/components/PageTitle";

export function BoardPage() {
  return <PageTitle title="Board" />;
}
