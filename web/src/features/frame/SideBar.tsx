import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { LogoMark } from "@/components/Logo";
import { IconButton } from "@/components/ui/Button";
import { cx } from "@/lib/cx";
import { PageLink } from "./PageLink";
import { pageAt, pageGroups } from "./pages";

interface SideBarProps {
  slug: string;
  /** The address after /p/$slug. */
  current: string;
  narrow: boolean;
  onNarrow: (narrow: boolean) => void;
}

/** The pages of the project, on screens that have room beside the page. */
export function SideBar({ slug, current, narrow, onNarrow }: SideBarProps) {
  const open = pageAt(current);
  return (
    <nav
      aria-label="Pages"
      className={cx(
        "fixed inset-y-0 left-0 z-30 hidden flex-col border-r border-line bg-canvas transition-[width] duration-150 lg:flex",
        narrow ? "w-15" : "w-58",
      )}
    >
      <div className={cx("flex h-14 shrink-0 items-center gap-2", narrow ? "justify-center" : "px-4.5")}>
        <LogoMark className="size-6 text-accent" />
        {!narrow && <span className="text-base font-semibold tracking-tight">Cairn</span>}
      </div>
      <div className="flex-1 overflow-y-auto px-2 pb-3">
        {pageGroups.map((group) => (
          <PageList key={group.name} {...{ group, slug, narrow }} current={open?.path} />
        ))}
      </div>
      <div className={cx("flex border-t border-line p-2", narrow ? "justify-center" : "justify-end")}>
        <IconButton
          label={narrow ? "Widen the side bar" : "Narrow the side bar"}
          aria-expanded={!narrow}
          onClick={() => onNarrow(!narrow)}
        >
          {narrow ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
        </IconButton>
      </div>
    </nav>
  );
}

interface PageListProps {
  group: (typeof pageGroups)[number];
  slug: string;
  current: string | undefined;
  narrow?: boolean;
  onFollow?: () => void;
}

/** One group of pages; a group of one page needs no heading. */
export function PageList({ group, slug, current, narrow = false, onFollow }: PageListProps) {
  const named = !narrow && group.pages.length > 1;
  return (
    <div className="pt-3">
      {named && (
        <div aria-hidden className="px-2.5 pb-1 text-xs font-medium text-faint">
          {group.name}
        </div>
      )}
      <ul aria-label={group.name} className="grid gap-0.5">
        {group.pages.map((page) => (
          <li key={page.path}>
            <PageLink
              {...{ slug, page, narrow }}
              isCurrent={page.path === current}
              {...(onFollow ? { onFollow } : {})}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
