import { useRef } from "react";

/**
 * Stable keys for the items of a list that only has positions, so that dragging, removing and undo animate and focus the
 * right rows. Own changes name what happened; a list that changed from outside keeps the keys of its first rows.
 */
export class ListKeys {
  #keys: string[] = [];
  #next = 0;

  /** As many keys as there are items. */
  for(count: number): readonly string[] {
    while (this.#keys.length < count) this.#keys.push(this.#make());
    this.#keys.length = count;
    return [...this.#keys];
  }

  insert(index: number): void {
    this.#keys.splice(index, 0, this.#make());
  }

  remove(index: number): void {
    this.#keys.splice(index, 1);
  }

  move(from: number, to: number): void {
    this.#keys = moved(this.#keys, from, to);
  }

  #make(): string {
    return `item-${this.#next++}`;
  }
}

export function useListKeys(): ListKeys {
  const keys = useRef<ListKeys>(null);
  keys.current ??= new ListKeys();
  return keys.current;
}

/** The list with one item at another place. */
export function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const next = [...items];
  const [item] = next.splice(from, 1);
  if (item !== undefined) next.splice(to, 0, item);
  return next;
}
