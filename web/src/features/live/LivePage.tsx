import { PageTitle } from "@/components/PageTitle";

export function LivePage() {
  return <PageTitle title="Live" />;
}
