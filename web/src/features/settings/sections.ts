import {
  Archive,
  Copy,
  Database,
  EyeOff,
  KeyRound,
  ScrollText,
  Server,
  SlidersHorizontal,
  Users,
  type LucideIcon,
} from "lucide-react";

export type SectionName =
  "project" | "keys" | "members" | "privacy" | "imports" | "mirror" | "audit" | "backups" | "system";

export interface Section {
  name: SectionName;
  title: string;
  lead: string;
  icon: LucideIcon;
  /** The least role that may see it; null: everybody. */
  role: "analyst" | "admin" | "owner" | null;
}

export const sections: readonly Section[] = [
  {
    name: "project",
    title: "Project",
    lead: "What the project is called, when its days begin, and what its money is.",
    icon: SlidersHorizontal,
    role: null,
  },
  {
    name: "keys",
    title: "Keys and install",
    lead: "Who may send events and read answers, and the code that does.",
    icon: KeyRound,
    role: "admin",
  },
  {
    name: "members",
    title: "Members",
    lead: "The people of this project, what they may do, and who is invited.",
    icon: Users,
    role: "admin",
  },
  {
    name: "privacy",
    title: "Data and privacy",
    lead: "What is kept of persons, in what form, and for how long.",
    icon: EyeOff,
    role: "admin",
  },
  {
    name: "imports",
    title: "Imports and exports",
    lead: "History from files into the project, and every event out of it.",
    icon: Database,
    role: null,
  },
  {
    name: "mirror",
    title: "Mirror and compare",
    lead: "Run Cairn beside your old analytics until you trust its numbers.",
    icon: Copy,
    role: "analyst",
  },
  {
    name: "audit",
    title: "Audit log",
    lead: "What was done, by whom, and when. Nobody can change it.",
    icon: ScrollText,
    role: "admin",
  },
  {
    name: "backups",
    title: "Backups",
    lead: "Copies of everything this Cairn keeps, and when the last good one was made.",
    icon: Archive,
    role: "admin",
  },
  {
    name: "system",
    title: "System",
    lead: "How this Cairn does: its engines, its disk and what waits.",
    icon: Server,
    role: "admin",
  },
];

const ranks = ["viewer", "analyst", "admin", "owner"];

/** Whether a role may do what needs another one. */
export const mayWith = (role: string, needed: Section["role"]) =>
  needed === null || ranks.indexOf(role) >= ranks.indexOf(needed);
