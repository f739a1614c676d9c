import { useState } from "react";
import type { PathsQuestion } from "@/api/types";
import { isSame } from "@/features/report/isSame";
import type { Report } from "@/features/report/useReport";
import { turnedAt, type PathTurn } from "@/query-builder/questions/paths";
import type { TrailStop } from "./PathTrail";

interface PathWalk {
  stops: TrailStop[];
  turn: (name: string, turn: PathTurn) => void;
  goTo: (index: number) => void;
}

/**
 * The walk through the paths. A link opens with what its question says: all sessions, then where it starts and ends; every
 * turn at a node adds a stop.
 */
export function usePathWalk(report: Report<PathsQuestion>, nameOf: (name: string) => string): PathWalk {
  const { question, change } = report;
  const [walked, setWalked] = useState<TrailStop[]>([]);
  // What was changed by other means, or undone, is no longer where the walk has led.
  const last = walked.findLastIndex((stop) => isSame(stop.question, question));
  const stops = last >= 0 ? walked.slice(0, last + 1) : opening(question, nameOf);

  return {
    stops,
    turn: (name, turn) => {
      const next = turnedAt(question, name, turn);
      const words = { start: "from", end: "to", exclude: "without" }[turn];
      setWalked([...stops, { name: `${words} ${nameOf(name)}`, question: next }]);
      change(next);
    },
    goTo: (index) => {
      const stop = stops[index];
      if (!stop) return;
      setWalked(stops.slice(0, index + 1));
      change(stop.question);
    },
  };
}

function opening(question: PathsQuestion, nameOf: (name: string) => string): TrailStop[] {
  const { start, end, ...all } = question;
  const stops: TrailStop[] = [{ name: "All sessions", question: all }];
  if (start) stops.push({ name: `from ${nameOf(start)}`, question: { ...all, start } });
  if (end) stops.push({ name: `to ${nameOf(end)}`, question });
  return stops;
}
