/** Erasure, on the page "Data and privacy". */
export function ErasureCards() {
  return null;
}
