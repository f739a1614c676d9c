import { Tabs } from "radix-ui";
import { useState } from "react";
import { Code } from "@/components/ui/Code";
import { CopyButton } from "@/components/ui/CopyButton";
import { snippet, snippetLanguages, type SnippetLanguage } from "./snippets";
import { TestEventButton } from "./TestEventButton";

/** Code that sends an event with this write key, and a button that does. */
export function Snippets({ writeKey }: { writeKey: string }) {
  const [language, setLanguage] = useState<SnippetLanguage>("curl");
  return (
    <>
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
            <Code text={snippet(value, window.location.origin, writeKey)} label={`the ${label} snippet`} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <TestEventButton writeKey={writeKey} />
        <div className="flex min-w-0 items-center gap-1 text-muted">
          <span className="shrink-0">Write key</span>
          <code id="write-key" className="ml-1 min-w-0 truncate font-mono text-[0.8125rem] text-ink">
            {writeKey}
          </code>
          <CopyButton text={writeKey} label="Copy the write key" selectId="write-key" />
        </div>
      </div>
    </>
  );
}
