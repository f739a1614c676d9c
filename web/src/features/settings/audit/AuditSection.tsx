/** What was done, by whom, and when. */
export function AuditSection() {
  return null;
}
