import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Command } from "cmdk";
import {
  CornerDownLeft,
  LogIn,
  Moon,
  Plus,
  Search,
  Sun,
  UserRound,
  Zap,
  type LucideIcon,
} from "lucide-react";
import { Dialog } from "radix-ui";
import { useDeferredValue, useState, type ReactNode } from "react";
import { paletteSearch } from "@/api/palette";
import { reportsQuery } from "@/api/reports";
import { boardsQuery } from "@/api/boards";
import { reportAddress } from "@/features/report/reportAddress";
import { formatNumber } from "@/lib/format";
import { useThemeChoice } from "@/theme/theme";
import { allPages } from "./pages";
import { paletteScore } from "./paletteScore";
import { useFrame } from "./useFrame";

/** One place to go anywhere: pages, events, persons, saved reports, boards, actions. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { slug, session } = useFrame();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim());
  const found = useQuery({ ...paletteSearch(slug, wanted), enabled: wanted.length > 1 });
  const reports = useQuery(reportsQuery(slug));
  const boards = useQuery(boardsQuery(slug));
  const [theme, chooseTheme] = useThemeChoice();

  const go = (to: string, search: Record<string, unknown> = {}) => {
    onClose();
    void navigate({ to, search } as never);
  };
  const base = `/p/${encodeURIComponent(slug)}`;

  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-appear bg-black/40" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-0 z-50 mx-auto w-full max-w-xl animate-appear overflow-hidden border-line bg-surface outline-none sm:top-[12dvh] sm:rounded-lg sm:border"
        >
          <Dialog.Title className="sr-only">Search and commands</Dialog.Title>
          <Command label="Search and commands" loop filter={paletteScore}>
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden className="size-4 shrink-0 text-muted" />
              <Command.Input
                autoFocus
                value={text}
                onValueChange={setText}
                placeholder="Go to a page, an event, a person, a report"
                className="h-13 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-faint"
              />
            </div>
            <Command.List className="max-h-[60dvh] overflow-y-auto overscroll-contain p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-muted">
                {found.isFetching ? "Searching" : "Nothing has that name."}
              </Command.Empty>
              <Group heading="Pages">
                {allPages.map(({ path, name, icon, words }) => (
                  <Item
                    key={path}
                    value={name}
                    keywords={["page", words ?? ""]}
                    icon={icon}
                    onSelect={() => go(base + path)}
                  >
                    {name}
                  </Item>
                ))}
              </Group>
              {found.data && found.data.events.length > 0 && (
                <Group heading="Events">
                  {found.data.events.map((event) => (
                    <Item
                      key={event.name}
                      value={`${event.name} event`}
                      keywords={[wanted]}
                      icon={Zap}
                      aside={formatNumber(event.count)}
                      onSelect={() => go(`${base}/trends`, { q: countOf(event.name) })}
                    >
                      {event.name}
                    </Item>
                  ))}
                </Group>
              )}
              {found.data && found.data.persons.length > 0 && (
                <Group heading="Persons">
                  {found.data.persons.map((person) => (
                    <Item
                      key={person.id}
                      value={`person ${person.id}`}
                      keywords={[wanted, ...person.distinctIds]}
                      icon={UserRound}
                      onSelect={() => go(`${base}/persons/${person.id}`)}
                    >
                      {person.distinctIds[0] ?? person.id}
                    </Item>
                  ))}
                </Group>
              )}
              {reports.data && reports.data.items.length > 0 && (
                <Group heading="Reports">
                  {reports.data.items.map((report) => (
                    <Item
                      key={report.id}
                      value={`${report.name} report ${report.id}`}
                      icon={CornerDownLeft}
                      aside={report.kind}
                      onSelect={() => go(base + reportAddress(report.kind), { report: report.id })}
                    >
                      {report.name}
                    </Item>
                  ))}
                </Group>
              )}
              {boards.data && boards.data.items.length > 0 && (
                <Group heading="Boards">
                  {boards.data.items.map((board) => (
                    <Item
                      key={board.id}
                      value={`${board.name} board ${board.id}`}
                      icon={CornerDownLeft}
                      onSelect={() => go(`${base}/boards/${board.id}`)}
                    >
                      {board.name}
                    </Item>
                  ))}
                </Group>
              )}
              <Group heading="Actions">
                <Item
                  value="action theme dark light"
                  icon={theme === "dark" ? Sun : Moon}
                  onSelect={() => {
                    chooseTheme(theme === "dark" ? "light" : "dark");
                    onClose();
                  }}
                >
                  {theme === "dark" ? "Use the light theme" : "Use the dark theme"}
                </Item>
                <Item value="action new project" icon={Plus} onSelect={() => go("/new-project")}>
                  New project
                </Item>
                {session.projects
                  .filter((project) => project.slug !== slug)
                  .map((project) => (
                    <Item
                      key={project.slug}
                      value={`action project switch ${project.name} ${project.slug}`}
                      icon={LogIn}
                      onSelect={() => go(`/p/${encodeURIComponent(project.slug)}`)}
                    >
                      Switch to {project.name || project.slug}
                    </Item>
                  ))}
              </Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Events of this name by day, the last 28 days. */
function countOf(event: string) {
  return {
    kind: "trends",
    range: { from: "-28d" },
    interval: "day",
    series: [{ event, measure: "count" }],
  };
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  /** What it is called, unique in the list. */
  value: string;
  /** Further words that it is found by. */
  keywords?: string[];
  icon: LucideIcon;
  aside?: string;
  onSelect: () => void;
  children: ReactNode;
}

function Item({ value, keywords, icon: Icon, aside, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={value}
      {...(keywords ? { keywords } : {})}
      onSelect={onSelect}
      className="flex min-h-11 cursor-pointer items-center gap-2.5 rounded-md px-2.5 select-none data-[selected=true]:bg-hover md:min-h-9"
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {aside && <span className="shrink-0 text-[0.8125rem] text-muted tabular-nums">{aside}</span>}
    </Command.Item>
  );
}
