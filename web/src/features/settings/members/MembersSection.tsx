/** Who may do what in the project. */
export function MembersSection() {
  return null;
}
