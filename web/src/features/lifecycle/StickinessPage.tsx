import { PageTitle } from "@/components/PageTitle";

export function StickinessPage() {
  return <PageTitle title="Stickiness" />;
}
