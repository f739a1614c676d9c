import { useLayoutEffect, useState, type RefObject } from "react";

/** How tall the inside of an element is now, in px; 0 before it is laid out. */
export function useHeight(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (!observed) return;
    const measure = () => setHeight(observed.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(observed);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
