import { ArrowRight, Plus, X } from "lucide-react";
import { Button, IconButton } from "@/components/ui/Button";
import { DraftInput } from "@/query-builder/pickers/DraftInput";
import type { PathGroup } from "@/query-builder/questions/paths";

interface GroupListProps {
  groups: PathGroup[];
  example: string;
  onChange: (groups: PathGroup[]) => void;
}

/** Names that match a pattern stand as one step: /product/* as "product". The first that matches counts. */
export function GroupList({ groups, example, onChange }: GroupListProps) {
  return (
    <>
      {groups.map((group, index) => (
        <div
          key={index}
          role="group"
          aria-label={`Group ${index + 1}`}
          className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-center gap-1.5"
        >
          <DraftInput
            label="Pattern"
            placeholder={example}
            className="w-full"
            value={group.match}
            onCommit={(match) => onChange(groups.with(index, { ...group, match: match.trim() }))}
          />
          <ArrowRight aria-hidden className="size-3.5 text-muted" />
          <DraftInput
            label="Name of the group"
            placeholder="product"
            className="w-full"
            value={group.as}
            onCommit={(as) => onChange(groups.with(index, { ...group, as: as.trim() }))}
          />
          <IconButton
            label={`Remove group ${index + 1}`}
            className="md:size-8"
            onClick={() => onChange(groups.toSpliced(index, 1))}
          >
            <X aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button look="ghost" className="md:h-8" onClick={() => onChange([...groups, { match: "", as: "" }])}>
          <Plus aria-hidden />
          Group
        </Button>
      </div>
    </>
  );
}
