import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type Announcements,
  type DragEndEvent,
} from "@dnd-kit/core";
import {
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from "@dnd-kit/sortable";
import { GripVertical } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "@/lib/cx";

interface SortableListProps {
  /** What the list holds, for screen readers: "Steps". */
  label: string;
  keys: readonly string[];
  /** What an item is called while it is moved: "step 2, purchase". */
  nameOf: (index: number) => string;
  onMove: (from: number, to: number) => void;
  children: (index: number, handle: ReactNode) => ReactNode;
}

/** A list whose rows are put in order by dragging, or with the handle's keys: space, arrows, space. */
export function SortableList({ label, keys, nameOf, onMove, children }: SortableListProps) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const end = ({ active, over }: DragEndEvent) => {
    const from = keys.indexOf(String(active.id));
    const to = over ? keys.indexOf(String(over.id)) : -1;
    if (from >= 0 && to >= 0 && from !== to) onMove(from, to);
  };
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={end}
      accessibility={{
        announcements: announcements(keys, nameOf),
        screenReaderInstructions: {
          draggable: "To move it, press space, use the arrow keys, and press space again. Escape cancels.",
        },
      }}
    >
      <SortableContext items={[...keys]} strategy={verticalListSortingStrategy}>
        <ol aria-label={label} className="grid min-w-0 gap-2">
          {keys.map((key, index) => (
            <SortableRow key={key} id={key} name={nameOf(index)} alone={keys.length < 2}>
              {(handle) => children(index, handle)}
            </SortableRow>
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

interface SortableRowProps {
  id: string;
  name: string;
  alone: boolean;
  children: (handle: ReactNode) => ReactNode;
}

function SortableRow({ id, name, alone, children }: SortableRowProps) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } =
    useSortable({ id, disabled: alone });
  const handle = alone ? null : (
    <button
      type="button"
      ref={setActivatorNodeRef}
      {...attributes}
      {...listeners}
      aria-label={`Move ${name}`}
      title="Drag to move"
      className="inline-flex h-11 w-8 shrink-0 cursor-grab touch-none items-center justify-center rounded-md text-faint hover:bg-hover hover:text-ink active:cursor-grabbing md:h-8 md:w-5"
    >
      <GripVertical aria-hidden className="size-4" />
    </button>
  );
  return (
    <li
      ref={setNodeRef}
      style={{
        transform: transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : undefined,
        transition,
      }}
      className={cx("min-w-0", isDragging && "relative z-10 opacity-90")}
    >
      {children(handle)}
    </li>
  );
}

function announcements(keys: readonly string[], nameOf: (index: number) => string): Announcements {
  const name = (id: string | number) => nameOf(keys.indexOf(String(id)));
  const place = (id: string | number) => `place ${keys.indexOf(String(id)) + 1} of ${keys.length}`;
  return {
    onDragStart: ({ active }) => `${name(active.id)} is picked up, ${place(active.id)}.`,
    onDragOver: ({ active, over }) => (over ? `${name(active.id)} is over ${place(over.id)}.` : undefined),
    onDragEnd: ({ active, over }) =>
      over ? `${name(active.id)} is put down at ${place(over.id)}.` : `${name(active.id)} is put back.`,
    onDragCancel: ({ active }) => `${name(active.id)} is put back.`,
  };
}
