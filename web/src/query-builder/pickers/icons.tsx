import { Building2, Calendar, Clock, Hash, ToggleLeft, Type, User, Users, Zap } from "lucide-react";
import type { PropertyType } from "../filters/operators";

/** Whose property it is. */
export function ScopeIcon({ scope }: { scope: string }) {
  if (scope === "person") return <User aria-hidden />;
  if (scope === "session") return <Clock aria-hidden />;
  if (scope === "cohort") return <Users aria-hidden />;
  return scope.startsWith("group:") ? <Building2 aria-hidden /> : <Zap aria-hidden />;
}

/** What it holds. */
export function TypeIcon({ type }: { type: PropertyType }) {
  if (type === "number") return <Hash aria-label="number" />;
  if (type === "boolean") return <ToggleLeft aria-label="true or false" />;
  return type === "time" ? <Calendar aria-label="time" /> : <Type aria-label="text" />;
}
