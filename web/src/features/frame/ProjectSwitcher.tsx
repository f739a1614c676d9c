import { ChevronsUpDown, Plus } from "lucide-react";
import type { ProjectSummary } from "@/api/types";
import { Button } from "@/components/ui/Button";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@/components/ui/Menu";

interface ProjectSwitcherProps {
  projects: ProjectSummary[];
  current: string;
  onSwitch: (slug: string) => void;
  onNew: () => void;
}

export function ProjectSwitcher({ projects, current, onSwitch, onNew }: ProjectSwitcherProps) {
  const name = projects.find((project) => project.slug === current)?.name ?? current;
  const inUse = projects.filter((project) => !project.archivedAt);
  const archived = projects.filter((project) => project.archivedAt);
  return (
    <Menu
      label="Project"
      align="start"
      trigger={
        <Button look="ghost" className="min-w-0 px-2! text-ink" aria-label={`Project: ${name}`}>
          <span className="truncate">{name}</span>
          <ChevronsUpDown aria-hidden className="text-faint" />
        </Button>
      }
    >
      <MenuChoice value={current} onChange={onSwitch} options={inUse.map(optionOf)} />
      {archived.length > 0 && (
        <>
          <MenuLine />
          <MenuLabel>Archived</MenuLabel>
          <MenuChoice value={current} onChange={onSwitch} options={archived.map(optionOf)} />
        </>
      )}
      <MenuLine />
      <MenuItem onSelect={onNew}>
        <Plus aria-hidden className="text-muted" />
        New project
      </MenuItem>
    </Menu>
  );
}

const optionOf = (project: ProjectSummary) => ({
  value: project.slug,
  label: <span className="max-w-64 truncate">{project.name || project.slug}</span>,
});
