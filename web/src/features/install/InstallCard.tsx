import { ChevronDown } from "lucide-react";
import { Tabs } from "radix-ui";
import { useState } from "react";
import type { Project } from "@/api/types";
import { Card } from "@/components/ui/Card";
import { Code } from "@/components/ui/Code";
import { CopyButton } from "@/components/ui/CopyButton";
import { Notice } from "@/components/ui/Notice";
import { cx } from "@/lib/cx";
import { snippet, snippetLanguages, type SnippetLanguage } from "./snippets";
import { TestEventButton } from "./TestEventButton";

interface InstallCardProps {
  project: Project;
  hasEvents: boolean;
}

/** How to send events. Open until the first one is there, one line after that. */
export function InstallCard({ project, hasEvents }: InstallCardProps) {
  const [choice, setChoice] = useState<boolean | null>(null);
  const [language, setLanguage] = useState<SnippetLanguage>("curl");
  const open = choice ?? !hasEvents;
  const key = project.writeKeys.find(
    (candidate) => candidate.revokedAt === null || candidate.revokedAt === undefined,
  )?.key;

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
            <Tabs.Root
              value={language}
              onValueChange={(value) => setLanguage(value as SnippetLanguage)}
              className="grid grid-cols-[minmax(0,1fr)] gap-3"
            >
              <Tabs.List aria-label="Language" className="flex gap-1 border-b border-line">
                {snippetLanguages.map(({ value, label }) => (
                  <Tabs.Trigger
                    key={value}
                    value={value}
                    className="-mb-px h-11 min-w-11 border-b-2 border-transparent px-3 font-medium text-muted transition-colors duration-150 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink md:h-9"
                  >
                    {label}
                  </Tabs.Trigger>
                ))}
              </Tabs.List>
              {snippetLanguages.map(({ value, label }) => (
                <Tabs.Content key={value} value={value} tabIndex={-1}>
                  <Code text={snippet(value, window.location.origin, key)} label={`the ${label} snippet`} />
                </Tabs.Content>
              ))}
            </Tabs.Root>
            <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
              <TestEventButton writeKey={key} />
              <div className="flex min-w-0 items-center gap-1 text-muted">
                <span className="shrink-0">Write key</span>
                <code id="write-key" className="ml-1 min-w-0 truncate font-mono text-[0.8125rem] text-ink">
                  {key}
                </code>
                <CopyButton text={key} label="Copy the write key" selectId="write-key" />
              </div>
            </div>
          </>
        ) : (
          <Notice tone="warn">
            Every write key of this project is revoked. Create one with POST /api/projects/{project.slug}/keys
            and the body <code className="font-mono">{`{"kind":"write","name":"web"}`}</code>.
          </Notice>
        )}
      </div>
    </Card>
  );
}
