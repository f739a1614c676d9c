import { useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";
import type { Project, Session } from "@/api/types";
import { cx } from "@/lib/cx";
import { MobileBar } from "./MobileBar";
import { SideBar } from "./SideBar";
import { TopBar } from "./TopBar";
import { FrameContext, type Frame } from "./useFrame";
import { usePaletteKey } from "./usePaletteKey";
import { useSideBarWidth } from "./useSideBarWidth";

const CommandPalette = lazy(() =>
  import("./CommandPalette").then((module) => ({ default: module.CommandPalette })),
);

interface ProjectFrameProps {
  session: Session;
  project: Project;
  children: ReactNode;
}

/** What stands around every page of a project: side bar, top bar, command palette; on a phone a bar at the bottom. */
export function ProjectFrame({ session, project, children }: ProjectFrameProps) {
  const { slug, timeZone, currency } = project;
  const navigate = useNavigate();
  const [palette, setPalette] = useState(false);
  const [narrow, setNarrow] = useSideBarWidth();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const role =
    session.instanceRole ?? session.projects.find((other) => other.slug === slug)?.role ?? "viewer";
  usePaletteKey(setPalette);

  const frame = useMemo<Frame>(
    () => ({ slug, session, timeZone, currency, role, openPalette: () => setPalette(true) }),
    [slug, session, timeZone, currency, role],
  );
  const current = path.replace(/^\/p\/[^/]+/, "");

  return (
    <FrameContext value={frame}>
      <a
        href="#content"
        className="sr-only rounded-lg bg-accent px-3 py-2 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-60"
      >
        Skip to the content
      </a>
      <div className={cx("min-h-dvh transition-[padding] duration-150", narrow ? "lg:pl-15" : "lg:pl-58")}>
        <SideBar slug={slug} current={current} narrow={narrow} onNarrow={setNarrow} />
        <TopBar
          onSwitch={(next) => void navigate({ to: "/p/$slug", params: { slug: next } })}
          onNewProject={() => void navigate({ to: "/new-project" })}
          onSignedOut={() => void navigate({ to: "/sign-in" })}
        />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[120rem] px-4 pt-5 pb-24 outline-none sm:px-6 sm:pt-6 lg:pb-10"
        >
          {children}
        </main>
        <MobileBar slug={slug} current={current} />
      </div>
      {palette && (
        <Suspense>
          <CommandPalette onClose={() => setPalette(false)} />
        </Suspense>
      )}
    </FrameContext>
  );
}
