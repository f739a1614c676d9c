import { PageTitle } from "@/components/PageTitle";

export function RetentionPage() {
  return <PageTitle title="Retention" />;
}
