import { PageTitle } from "@/components/PageTitle";

export function LifecyclePage() {
  return <PageTitle title="Lifecycle" />;
}
