import {
  Activity,
  ChartLine,
  Database,
  Filter,
  Grid2x2,
  LayoutDashboard,
  List,
  Plug,
  Radio,
  Route,
  Settings,
  Sprout,
  Users,
  UsersRound,
  type LucideIcon,
} from "lucide-react";

/** A page of the side bar. `path` comes after /p/$slug. */
export interface FramePage {
  path:
    | ""
    | "/live"
    | "/trends"
    | "/funnels"
    | "/retention"
    | "/paths"
    | "/lifecycle"
    | "/explorer"
    | "/sql"
    | "/persons"
    | "/cohorts"
    | "/boards"
    | "/install"
    | "/settings";
  name: string;
  icon: LucideIcon;
  /** Further words that the command palette finds it by. */
  words?: string;
}

export interface PageGroup {
  name: string;
  pages: FramePage[];
}

/** Every page of a project, as the side bar and the palette show them. */
export const pageGroups: readonly PageGroup[] = [
  {
    name: "Now",
    pages: [
      { path: "", name: "Overview", icon: LayoutDashboard, words: "home today" },
      { path: "/live", name: "Live", icon: Radio, words: "stream online realtime" },
    ],
  },
  {
    name: "Understand",
    pages: [
      { path: "/trends", name: "Trends", icon: ChartLine, words: "chart count measure formula" },
      { path: "/funnels", name: "Funnels", icon: Filter, words: "conversion steps drop-off" },
      { path: "/retention", name: "Retention", icon: Grid2x2, words: "cohort come back" },
      { path: "/paths", name: "Paths", icon: Route, words: "flow journey sankey" },
      { path: "/lifecycle", name: "Lifecycle", icon: Sprout, words: "stickiness new returning dormant" },
      { path: "/explorer", name: "Explorer", icon: List, words: "events raw" },
      { path: "/sql", name: "SQL", icon: Database, words: "query console" },
    ],
  },
  {
    name: "People",
    pages: [
      { path: "/persons", name: "Persons", icon: UsersRound, words: "profile timeline people" },
      { path: "/cohorts", name: "Cohorts", icon: Users, words: "segment group list" },
    ],
  },
  { name: "Boards", pages: [{ path: "/boards", name: "Boards", icon: Activity, words: "dashboard report" }] },
  {
    name: "Settings",
    pages: [
      {
        path: "/install",
        name: "Install",
        icon: Plug,
        words: "connect snippet sdk client posthog segment first event",
      },
      {
        path: "/settings",
        name: "Settings",
        icon: Settings,
        words: "project keys install import export system",
      },
    ],
  },
];

export const allPages: readonly FramePage[] = pageGroups.flatMap((group) => group.pages);

/** The page that an address inside the project belongs to: the longest path that begins it. */
export function pageAt(pathAfterSlug: string): FramePage | undefined {
  return allPages
    .filter((page) =>
      page.path === ""
        ? pathAfterSlug === "" || pathAfterSlug === "/"
        : pathAfterSlug === page.path || pathAfterSlug.startsWith(`${page.path}/`),
    )
    .sort((a, b) => b.path.length - a.path.length)[0];
}
