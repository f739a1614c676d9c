import { Link } from "@tanstack/react-router";
import { cx } from "@/lib/cx";
import type { FramePage } from "./pages";

interface PageLinkProps {
  slug: string;
  page: FramePage;
  isCurrent: boolean;
  narrow?: boolean;
  onFollow?: () => void;
}

/** A page in a list of pages; the current one is marked for eyes and for screen readers. */
export function PageLink({ slug, page, isCurrent, narrow = false, onFollow }: PageLinkProps) {
  const Icon = page.icon;
  return (
    <Link
      to={`/p/$slug${page.path}`}
      params={{ slug }}
      preload="intent"
      activeProps={{}}
      aria-current={isCurrent ? "page" : undefined}
      title={narrow ? page.name : undefined}
      onClick={onFollow}
      className={cx(
        "flex min-h-11 items-center gap-2.5 rounded-lg font-medium transition-colors duration-150 lg:min-h-8.5",
        narrow ? "justify-center" : "px-2.5",
        isCurrent ? "bg-accent-soft text-accent" : "text-muted hover:bg-hover hover:text-ink",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={narrow ? "sr-only" : "truncate"}>{page.name}</span>
    </Link>
  );
}
