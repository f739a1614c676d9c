import { Link } from "@tanstack/react-router";
import type { LifecycleQuestion, StickinessQuestion } from "@/api/types";
import { useFrame } from "@/features/frame/useFrame";
import { cx } from "@/lib/cx";

interface KindTabsProps {
  current: "lifecycle" | "stickiness";
  lifecycle: LifecycleQuestion;
  stickiness: StickinessQuestion;
}

/** Two questions about the same persons: the other one takes the event, range and filter along. */
export function KindTabs({ current, lifecycle, stickiness }: KindTabsProps) {
  const { slug } = useFrame();
  const kinds = [
    { kind: "lifecycle", name: "Lifecycle", question: lifecycle },
    { kind: "stickiness", name: "Stickiness", question: stickiness },
  ] as const;
  return (
    <nav
      aria-label="Lifecycle and stickiness"
      className="inline-flex rounded-lg border border-line bg-sunken md:p-0.5"
    >
      {kinds.map(({ kind, name, question }) => (
        <Link
          key={kind}
          to={`/p/$slug/${kind}`}
          params={{ slug }}
          search={{ q: question as unknown as Record<string, unknown> }}
          activeProps={{}}
          aria-current={kind === current ? "page" : undefined}
          className={cx(
            "inline-flex h-11 items-center rounded-md px-3 text-[0.8125rem] font-medium transition-colors duration-150 md:h-7 md:px-2.5",
            kind === current
              ? "bg-raised text-ink shadow-[0_0_0_1px_var(--line)]"
              : "text-muted hover:text-ink",
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
