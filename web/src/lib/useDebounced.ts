import { useEffect, useState } from "react";

/** The value as it was when it last rested for so long. */
export function useDebounced<T>(value: T, milliseconds: number): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    if (Object.is(rested, value)) return;
    const timer = setTimeout(() => setRested(value), milliseconds);
    return () => clearTimeout(timer);
  }, [rested, value, milliseconds]);
  return rested;
}
