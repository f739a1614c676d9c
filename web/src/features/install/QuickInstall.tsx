import { Link } from "@tanstack/react-router";
import { ArrowRight } from "lucide-react";
import { Tabs } from "radix-ui";
import { useState } from "react";
import { buttonLook } from "@/components/ui/Button";
import { Code } from "@/components/ui/Code";
import { recipeOf, recipes } from "./recipes";

const tabs = [
  { id: "http", label: "curl" },
  { id: "script", label: "Browser" },
] as const;

/** The two quickest ways to a first event, and the way to all others. */
export function QuickInstall({ slug, writeKey }: { slug: string; writeKey: string }) {
  const [open, setOpen] = useState<string>(tabs[0].id);
  const place = { origin: window.location.origin, key: writeKey };
  const others = [...new Set(recipes.filter((recipe) => recipe.group === "keep").map(({ name }) => name))];
  return (
    <>
      <Tabs.Root value={open} onValueChange={setOpen} className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <Tabs.List aria-label="Language" className="flex gap-1 border-b border-line">
          {tabs.map(({ id, label }) => (
            <Tabs.Trigger
              key={id}
              value={id}
              className="-mb-px h-11 min-w-11 border-b-2 border-transparent px-3 font-medium text-muted transition-colors duration-150 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink md:h-9"
            >
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {tabs.map(({ id, label }) => (
          <Tabs.Content key={id} value={id} tabIndex={-1}>
            <Code text={recipeOf(id)?.lines(place)[0]?.code ?? ""} label={`the ${label} snippet`} />
          </Tabs.Content>
        ))}
      </Tabs.Root>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Link to="/p/$slug/install" params={{ slug }} className={buttonLook("secondary")}>
          Pick what you have
          <ArrowRight aria-hidden />
        </Link>
        <span className="min-w-0 text-[0.8125rem] text-muted">
          React, Node, .NET, or your client of {others.slice(0, 4).join(", ")}
          {others.length > 4 ? " and more" : ""} with another address
        </span>
      </div>
    </>
  );
}
