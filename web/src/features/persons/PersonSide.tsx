import type { ReactNode } from "react";
import { Card, CardTitle } from "@/components/ui/Card";

interface PersonSideProps {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}

/** One of the small cards beside the timeline. */
export function PersonSide({ id, title, aside, children }: PersonSideProps) {
  return (
    <Card labelledBy={id}>
      <CardTitle id={id} aside={aside}>
        {title}
      </CardTitle>
      <div className="px-4 pb-4 sm:px-5">{children}</div>
    </Card>
  );
}
