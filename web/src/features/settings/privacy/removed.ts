/** What the parts of an erasure are called, in the order they are shown. */
const names: Record<string, string> = {
  events: "Events",
  archived_events: "Archived events",
  person_properties: "Person properties",
  identity_log: "Entries of the merge log",
  person_merges: "Merged ids",
  person_splits: "Ids taken apart",
  cohort_members: "Places in cohort lists",
  group_properties: "Properties of groups nobody else is in",
  dead_letters: "Dead letters",
  refused_rows: "Refused rows of imports",
  damaged_spool_files: "Damaged spool files",
  log_lines: "Lines of the engine’s log",
};

/** Those that are not zero; events always. */
export const removedRows = (removed: Record<string, number>) =>
  Object.entries(names)
    .map(([key, name]) => ({ key, name, count: removed[key] ?? 0 }))
    .filter(({ key, count }) => count > 0 || key === "events");
