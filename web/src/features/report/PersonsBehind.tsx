import {
  createContext,
  lazy,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
  type ReactNode,
} from "react";
import type { PersonsPoint, Question } from "@/api/types";

/** Which number of which answer. */
export interface NumberBehind {
  question: Question;
  point: PersonsPoint;
  /** What the persons have in common: "Signed up on Nov 18". */
  title: string;
}

interface PersonsBehindState {
  show: (number: NumberBehind) => void;
  /** False where nobody may see who is behind a number: then nothing is to be pressed. */
  canShow: boolean;
}

const Context = createContext<PersonsBehindState | null>(null);
const PersonsSheet = lazy(() =>
  import("./PersonsSheet").then((module) => ({ default: module.PersonsSheet })),
);

/** Opens the list of the persons behind a number. */
export function usePersonsBehind(): PersonsBehindState {
  const state = useContext(Context);
  if (!state) throw new Error("usePersonsBehind needs PersonsBehindProvider around it");
  return state;
}

const nobody: PersonsBehindState = { show: () => undefined, canShow: false };

/** Around charts that strangers look at: numbers stand for themselves. */
export function NobodyBehind({ children }: { children: ReactNode }) {
  return <Context value={nobody}>{children}</Context>;
}

export function PersonsBehindProvider({ children }: { children: ReactNode }) {
  const [number, setNumber] = useState<NumberBehind | null>(null);
  const show = useCallback((next: NumberBehind) => setNumber(next), []);
  const state = useMemo(() => ({ show, canShow: true }), [show]);
  return (
    <Context value={state}>
      {children}
      {number && (
        <Suspense>
          <PersonsSheet number={number} onClose={() => setNumber(null)} />
        </Suspense>
      )}
    </Context>
  );
}
