import { PageTitle } from "@/components/PageTitle";

export function SharedBoardPage() {
  return <PageTitle title="Shared board" />;
}

export function EmbeddedBoardPage() {
  return <PageTitle title="Shared board" />;
}
