import type { QuestionKind } from "@/api/types";

const addresses: Record<QuestionKind, string> = {
  trends: "/trends",
  funnel: "/funnels",
  correlation: "/funnels",
  discovery: "/funnels",
  retention: "/retention",
  paths: "/paths",
  lifecycle: "/lifecycle",
  stickiness: "/stickiness",
  sql: "/sql",
};

/** The page, after /p/$slug, that a question of this kind opens on. */
export function reportAddress(kind: QuestionKind): string {
  return addresses[kind];
}
