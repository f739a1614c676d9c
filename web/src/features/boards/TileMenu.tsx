import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ExternalLink,
  Maximize2,
  Minimize2,
  MoreVertical,
  Pencil,
  RefreshCw,
  Trash2,
} from "lucide-react";
import type { BoardTile } from "@/api/boards";
import { IconButton } from "@/components/ui/Button";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuLine } from "@/components/ui/Menu";
import type { Nudge } from "./rearrange";
import { viewOf, viewsOf } from "./tiles/views";

interface TileMenuProps {
  tile: BoardTile;
  title: string;
  view: string | null;
  onView: (view: string) => void;
  onOpen?: (() => void) | undefined;
  onRefresh?: (() => void) | undefined;
  /** While the board is edited. */
  edit?: { nudge: (by: Nudge) => void; change: () => void; remove: () => void } | undefined;
  /** False where there is but one column. */
  canPlace: boolean;
}

const steps: readonly { words: string; by: Nudge; icon: typeof ArrowUp }[] = [
  { words: "Move left", by: { x: -1 }, icon: ArrowLeft },
  { words: "Move right", by: { x: 1 }, icon: ArrowRight },
  { words: "Move up", by: { y: -1 }, icon: ArrowUp },
  { words: "Move down", by: { y: 1 }, icon: ArrowDown },
  { words: "Wider", by: { w: 1 }, icon: Maximize2 },
  { words: "Narrower", by: { w: -1 }, icon: Minimize2 },
  { words: "Taller", by: { h: 1 }, icon: Maximize2 },
  { words: "Shorter", by: { h: -1 }, icon: Minimize2 },
];

/** What can be done with one tile. */
export function TileMenu(props: TileMenuProps) {
  const { tile, title, view, onView, onOpen, onRefresh, edit, canPlace } = props;
  const kind = tile.report?.kind;
  const views = kind ? viewsOf(kind) : [];
  if (!edit && !onOpen && views.length === 0) return null;
  return (
    <div data-tile-menu className="relative z-10">
      <Menu
        label={`Tile ${title}`}
        trigger={
          <IconButton label={`Menu of ${title}`}>
            <MoreVertical aria-hidden />
          </IconButton>
        }
      >
        {onOpen && (
          <MenuItem onSelect={onOpen}>
            <ExternalLink aria-hidden className="text-muted" />
            Open the report
          </MenuItem>
        )}
        {onRefresh && (
          <MenuItem onSelect={onRefresh}>
            <RefreshCw aria-hidden className="text-muted" />
            Refresh
          </MenuItem>
        )}
        {kind && views.length > 0 && (
          <>
            {(onOpen ?? onRefresh) && <MenuLine />}
            <MenuLabel>Drawn as</MenuLabel>
            <MenuChoice value={viewOf(kind, view)} options={views} onChange={onView} />
          </>
        )}
        {edit && (
          <>
            <MenuLine />
            {canPlace &&
              steps.map(({ words, by, icon: Icon }) => (
                <MenuItem key={words} onSelect={() => edit.nudge(by)}>
                  <Icon aria-hidden className="text-muted" />
                  {words}
                </MenuItem>
              ))}
            {canPlace && <MenuLine />}
            <MenuItem onSelect={edit.change}>
              <Pencil aria-hidden className="text-muted" />
              {tile.kind === "text" ? "Change the text" : "Change the title"}
            </MenuItem>
            <MenuItem onSelect={edit.remove}>
              <Trash2 aria-hidden className="text-muted" />
              Take off the board
            </MenuItem>
          </>
        )}
      </Menu>
    </div>
  );
}
