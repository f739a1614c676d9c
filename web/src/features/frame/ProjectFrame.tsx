import type { ReactNode } from "react";
import type { Session } from "@/api/types";
import { LogoMark } from "@/components/Logo";
import { AccountMenu } from "./AccountMenu";
import { ProjectSwitcher } from "./ProjectSwitcher";
import { ThemeMenu } from "./ThemeMenu";

interface ProjectFrameProps {
  session: Session;
  slug: string;
  onSwitch: (slug: string) => void;
  onNewProject: () => void;
  onSignedOut: () => void;
  children: ReactNode;
}

/** What stands around every page of a project. The side bar will join it here. */
export function ProjectFrame({
  session,
  slug,
  onSwitch,
  onNewProject,
  onSignedOut,
  children,
}: ProjectFrameProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only rounded-lg bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50"
      >
        Skip to the content
      </a>
      <header className="sticky top-0 z-40 border-b border-line bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-1 px-2 sm:px-4">
          <LogoMark className="ml-2 size-6 shrink-0 text-accent" />
          <span aria-hidden className="ml-2 text-line-strong">
            /
          </span>
          <ProjectSwitcher
            projects={session.projects}
            current={slug}
            onSwitch={onSwitch}
            onNew={onNewProject}
          />
          <div className="ml-auto flex shrink-0 items-center">
            <ThemeMenu />
            <AccountMenu email={session.email} onSignedOut={onSignedOut} />
          </div>
        </div>
      </header>
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl flex-1 px-4 py-5 outline-none sm:px-6 sm:py-7"
      >
        {children}
      </main>
    </div>
  );
}
