import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { Project } from "@/api/types";
import { Card } from "@/components/ui/Card";
import { cx } from "@/lib/cx";
import { KeyChoice } from "./KeyChoice";
import { NoKey } from "./NoKey";
import { QuickInstall } from "./QuickInstall";
import { TestEventButton } from "./TestEventButton";
import { useLiveKeys } from "./useLiveKeys";

interface InstallCardProps {
  project: Project;
  hasEvents: boolean;
}

/** How to send events. Open until the first one is there, one line after that. */
export function InstallCard({ project, hasEvents }: InstallCardProps) {
  const [choice, setChoice] = useState<boolean | null>(null);
  const open = choice ?? !hasEvents;
  const [key] = useLiveKeys(project);

  return (
    <Card labelledBy="install-title">
      <h2 className="flex">
        <button
          type="button"
          aria-expanded={open}
          aria-controls="install-body"
          onClick={() => setChoice(!open)}
          className="flex min-h-13 w-full items-center gap-3 rounded-lg px-4 text-left sm:px-5"
        >
          <span id="install-title" className="font-semibold">
            {hasEvents ? "Install" : "Send the first event"}
          </span>
          {!open && (
            <span className="hidden truncate font-normal text-muted sm:inline">
              Snippet, write key and a test event
            </span>
          )}
          <ChevronDown
            aria-hidden
            className={cx(
              "ml-auto size-4 shrink-0 text-muted transition-transform duration-150",
              open && "rotate-180",
            )}
          />
        </button>
      </h2>
      <div
        id="install-body"
        hidden={!open}
        className={open ? "grid grid-cols-[minmax(0,1fr)] gap-4 px-4 pb-5 sm:px-5" : undefined}
      >
        {key ? (
          <>
            {!hasEvents && (
              <p className="max-w-prose text-muted">
                Paste one of these anywhere, or press the button below. The event appears on this page within
                a second of its arrival.
              </p>
            )}
            <QuickInstall slug={project.slug} writeKey={key.key} />
            <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
              <TestEventButton writeKey={key.key} />
              <KeyChoice keys={[key]} chosen={key} onChoose={() => undefined} />
            </div>
          </>
        ) : (
          <NoKey slug={project.slug} />
        )}
      </div>
    </Card>
  );
}
