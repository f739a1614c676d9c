import { Database, KeyRound, Server, SlidersHorizontal, type LucideIcon } from "lucide-react";

export type SectionName = "project" | "keys" | "imports" | "system";

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
    name: "imports",
    title: "Imports and exports",
    lead: "History from files into the project, and every event out of it.",
    icon: Database,
    role: null,
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
