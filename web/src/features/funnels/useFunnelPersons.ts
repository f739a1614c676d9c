import { useMemo } from "react";
import type { FunnelAnswer, FunnelQuestion, PersonsPoint } from "@/api/types";
import { usePersonsBehind } from "@/features/report/PersonsBehind";
import { readFunnel } from "@/query-builder/questions/funnel";

/** Lists the persons behind a number of this answer, by the question that it answered. */
export function useFunnelPersons(answer: FunnelAnswer): {
  question: FunnelQuestion;
  show: (point: PersonsPoint, title: string) => void;
  canShow: boolean;
} {
  const persons = usePersonsBehind();
  const question = useMemo(() => readFunnel(answer.meta.question), [answer.meta.question]);
  return {
    question,
    show: (point, title) => persons.show({ question, point, title }),
    canShow: persons.canShow,
  };
}
