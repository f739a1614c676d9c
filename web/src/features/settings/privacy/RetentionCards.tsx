/** Retention, on the page "Data and privacy". */
export function RetentionCards() {
  return null;
}
