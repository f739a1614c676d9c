import { PageTitle } from "@/components/PageTitle";

export function BoardsPage() {
  return <PageTitle title="Boards" />;
}
