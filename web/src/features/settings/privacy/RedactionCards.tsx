/** Redaction, on the page "Data and privacy". */
export function RedactionCards() {
  return null;
}
