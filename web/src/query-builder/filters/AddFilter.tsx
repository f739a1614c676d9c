import { Group, ListFilter } from "lucide-react";
import { Button } from "@/components/ui/Button";
import type { Draft } from "./draft";

interface AddFilterProps {
  onAdd: (added: Draft) => void;
  allowGroup: boolean;
  label?: string;
}

const newRow: Draft = { kind: "row", not: false, filter: {} };

export function AddFilter({ onAdd, allowGroup, label = "Filter" }: AddFilterProps) {
  return (
    <div className="flex flex-wrap gap-1">
      <Button look="ghost" className="-ml-1 px-2 md:h-8" onClick={() => onAdd(newRow)}>
        <ListFilter aria-hidden />
        {label}
      </Button>
      {allowGroup && (
        <Button
          look="ghost"
          className="px-2 md:h-8"
          onClick={() => onAdd({ kind: "group", mode: "any", not: false, items: [newRow] })}
        >
          <Group aria-hidden />
          Group
        </Button>
      )}
    </div>
  );
}
