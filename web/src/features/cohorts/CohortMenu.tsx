import { useNavigate } from "@tanstack/react-router";
import { Copy, EllipsisVertical, Pencil, RefreshCw, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Cohort } from "@/api/types";
import { IconButton } from "@/components/ui/Button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/Menu";
import { DeleteCohortDialog } from "./DeleteCohortDialog";

interface CohortMenuProps {
  slug: string;
  cohort: Cohort;
  onCount: (key: string) => void;
  onDeleted?: () => void;
}

/** What can be done with a cohort. */
export function CohortMenu({ slug, cohort, onCount, onDeleted }: CohortMenuProps) {
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  return (
    <>
      <Menu
        label={`More for ${cohort.name}`}
        trigger={
          <IconButton label={`More for ${cohort.name}`}>
            <EllipsisVertical aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => onCount(cohort.key)}>
          <RefreshCw aria-hidden /> Count now
        </MenuItem>
        <MenuItem
          onSelect={() =>
            void navigate({
              to: "/p/$slug/cohorts/$cohortId",
              params: { slug, cohortId: cohort.key },
              search: { view: "edit" },
            })
          }
        >
          <Pencil aria-hidden /> Edit
        </MenuItem>
        {!cohort.isStatic && (
          <MenuItem
            onSelect={() =>
              void navigate({
                to: "/p/$slug/cohorts",
                params: { slug },
                search: { make: "rules", from: cohort.key },
              })
            }
          >
            <Copy aria-hidden /> Duplicate
          </MenuItem>
        )}
        <MenuLine />
        <MenuItem onSelect={() => setDeleting(true)}>
          <Trash2 aria-hidden /> Delete
        </MenuItem>
      </Menu>
      {deleting && (
        <DeleteCohortDialog
          slug={slug}
          cohort={cohort}
          onClose={() => setDeleting(false)}
          {...(onDeleted ? { onDeleted } : {})}
        />
      )}
    </>
  );
}
