/** The account belongs to no project, so its times are in the reader's own zone. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
