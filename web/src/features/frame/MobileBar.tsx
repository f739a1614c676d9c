import { Link } from "@tanstack/react-router";
import { Menu as MenuIcon } from "lucide-react";
import { useState } from "react";
import { Sheet } from "@/components/ui/Sheet";
import { cx } from "@/lib/cx";
import { allPages, pageAt, pageGroups } from "./pages";
import { PageList } from "./SideBar";

const onTheBar: readonly string[] = ["", "/live", "/trends", "/boards"];

/** On a phone: the pages wanted most often at the bottom, all of them in a drawer. */
export function MobileBar({ slug, current }: { slug: string; current: string }) {
  const [open, setOpen] = useState(false);
  const here = pageAt(current)?.path;
  const look =
    "flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 rounded-lg text-xs font-medium transition-colors duration-150";
  return (
    <nav
      aria-label="Pages"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface px-1 pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      {allPages
        .filter((page) => onTheBar.includes(page.path))
        .map(({ path, name, icon: Icon }) => (
          <Link
            key={path}
            to={`/p/$slug${path}`}
            params={{ slug }}
            activeProps={{}}
            aria-current={path === here ? "page" : undefined}
            className={cx(look, path === here ? "text-accent" : "text-muted")}
          >
            <Icon aria-hidden className="size-5" />
            {name}
          </Link>
        ))}
      <button
        type="button"
        aria-haspopup="dialog"
        className={cx(look, here === undefined || !onTheBar.includes(here) ? "text-accent" : "text-muted")}
        onClick={() => setOpen(true)}
      >
        <MenuIcon aria-hidden className="size-5" />
        More
      </button>
      <Sheet open={open} onOpenChange={setOpen} title="Pages" side="left">
        <div className="px-2 pb-6">
          {pageGroups.map((group) => (
            <PageList key={group.name} {...{ group, slug }} current={here} onFollow={() => setOpen(false)} />
          ))}
        </div>
      </Sheet>
    </nav>
  );
}
