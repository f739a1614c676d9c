import { Ban, Brackets, ListOrdered, MousePointerClick, Plus, Sparkle, UserRound, Users } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/Button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/Menu";
import type { NewRule } from "./draft";

const choices: readonly { kind: NewRule; icon: ReactNode; label: string }[] = [
  { kind: "did", icon: <MousePointerClick aria-hidden />, label: "Did an event" },
  { kind: "didNot", icon: <Ban aria-hidden />, label: "Did not do an event" },
  { kind: "firstDid", icon: <Sparkle aria-hidden />, label: "Did an event for the first time" },
  { kind: "sequence", icon: <ListOrdered aria-hidden />, label: "Did one event, then another" },
  { kind: "property", icon: <UserRound aria-hidden />, label: "Has a property" },
  { kind: "cohort", icon: <Users aria-hidden />, label: "Is in another cohort" },
];

/** The kinds of conditions, and a group of them. */
export function AddRule({
  onAdd,
  look = "ghost",
}: {
  onAdd: (kind: NewRule) => void;
  look?: "ghost" | "secondary";
}) {
  return (
    <Menu
      label="Add a condition"
      align="start"
      trigger={
        <Button look={look} className="w-fit md:h-8">
          <Plus aria-hidden />
          Condition
        </Button>
      }
    >
      {choices.map(({ kind, icon, label }) => (
        <MenuItem key={kind} onSelect={() => onAdd(kind)}>
          {icon}
          {label}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => onAdd("group")}>
        <Brackets aria-hidden />
        Group of conditions
      </MenuItem>
    </Menu>
  );
}
