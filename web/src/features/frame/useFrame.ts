import { createContext, useContext } from "react";
import type { Session } from "@/api/types";

export interface Frame {
  slug: string;
  session: Session;
  /** The project's own zone, in which its days begin. */
  timeZone: string;
  currency: string;
  /** What the signed-in account may do here: owner, admin, analyst or viewer. */
  role: string;
  openPalette: () => void;
}

export const FrameContext = createContext<Frame | null>(null);

/** The project that the page is about. Only inside a project's frame. */
export function useFrame(): Frame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("useFrame needs the frame of a project around it");
  return frame;
}
