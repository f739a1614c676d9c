import { useMedia } from "./useMedia";

const order = ["sm", "md", "lg", "xl"] as const;
export type Breakpoint = (typeof order)[number];

/** The widest breakpoint that the window reaches; null on a phone. The same widths as the styles'. */
export function useBreakpoint(): Breakpoint | null {
  const sm = useMedia("(min-width: 640px)");
  const md = useMedia("(min-width: 768px)");
  const lg = useMedia("(min-width: 1024px)");
  const xl = useMedia("(min-width: 1280px)");
  return xl ? "xl" : lg ? "lg" : md ? "md" : sm ? "sm" : null;
}

/** Whether a window of this width shows what is shown from `from` on. */
export function reaches(width: Breakpoint | null, from: Breakpoint | undefined): boolean {
  return from === undefined || (width !== null && order.indexOf(width) >= order.indexOf(from));
}
