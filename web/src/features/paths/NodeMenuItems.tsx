import { ArrowRightFromLine, ArrowRightToLine, EyeOff, UsersRound } from "lucide-react";
import { MenuItem } from "@/components/ui/Menu";
import type { PathTurn } from "@/query-builder/questions/paths";

interface NodeMenuItemsProps {
  /** The step that stands for what lies between start and end: nothing can begin at it. */
  isGap: boolean;
  onTurn: (turn: PathTurn) => void;
  onPersons: () => void;
}

/** What a walk can do at a node. */
export function NodeMenuItems({ isGap, onTurn, onPersons }: NodeMenuItemsProps) {
  return (
    <>
      {!isGap && (
        <>
          <MenuItem onSelect={() => onTurn("start")}>
            <ArrowRightFromLine aria-hidden className="text-muted" /> Start here
          </MenuItem>
          <MenuItem onSelect={() => onTurn("end")}>
            <ArrowRightToLine aria-hidden className="text-muted" /> End here
          </MenuItem>
          <MenuItem onSelect={() => onTurn("exclude")}>
            <EyeOff aria-hidden className="text-muted" /> Pass over it
          </MenuItem>
        </>
      )}
      <MenuItem onSelect={onPersons}>
        <UsersRound aria-hidden className="text-muted" /> List the persons
      </MenuItem>
    </>
  );
}
