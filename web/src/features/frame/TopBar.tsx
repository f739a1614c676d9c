import { Search } from "lucide-react";
import { LogoMark } from "@/components/Logo";
import { AccountMenu } from "./AccountMenu";
import { ProjectSwitcher } from "./ProjectSwitcher";
import { ThemeMenu } from "./ThemeMenu";
import { useFrame } from "./useFrame";

interface TopBarProps {
  onSwitch: (slug: string) => void;
  onNewProject: () => void;
  onSignedOut: () => void;
}

const paletteKeys =
  typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘ K" : "Ctrl K";

export function TopBar({ onSwitch, onNewProject, onSignedOut }: TopBarProps) {
  const { slug, session, openPalette } = useFrame();
  return (
    <header className="sticky top-0 z-20 flex h-14 items-center gap-1 border-b border-line bg-surface px-2 sm:px-4">
      <LogoMark className="ml-1 size-6 shrink-0 text-accent lg:hidden" />
      <ProjectSwitcher projects={session.projects} current={slug} onSwitch={onSwitch} onNew={onNewProject} />
      <div className="ml-auto flex shrink-0 items-center">
        <button
          type="button"
          aria-haspopup="dialog"
          aria-label="Search and commands"
          aria-keyshortcuts="Control+K Meta+K"
          onClick={openPalette}
          className="mr-1 inline-flex h-11 min-w-11 items-center justify-center gap-2 rounded-lg text-muted transition-colors duration-150 hover:bg-hover hover:text-ink sm:min-w-56 sm:justify-start sm:border sm:border-line sm:px-3 md:h-9"
        >
          <Search aria-hidden className="size-4" />
          <span className="hidden sm:inline">Search</span>
          <kbd className="ml-auto hidden font-sans text-xs text-faint sm:inline">{paletteKeys}</kbd>
        </button>
        <ThemeMenu />
        <AccountMenu email={session.email} onSignedOut={onSignedOut} />
      </div>
    </header>
  );
}
