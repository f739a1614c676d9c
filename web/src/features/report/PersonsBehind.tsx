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

export function PersonsBehindProvider({ children }: { children: ReactNode }) {
  const [number, setNumber] = useState<NumberBehind | null>(null);
  const show = useCallback((next: NumberBehind) => setNumber(next), []);
  const state = useMemo(() => ({ show }), [show]);
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
