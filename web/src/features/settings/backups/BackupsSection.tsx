/** When the last good backup was made, and making one. */
export function BackupsSection() {
  return null;
}
