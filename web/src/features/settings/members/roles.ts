import { mayWith } from "../sections";

const roles = [
  { value: "viewer", label: "viewer: reads answers, reports and boards" },
  { value: "analyst", label: "analyst: also saves reports and imports files" },
  { value: "admin", label: "admin: also manages keys, members and settings" },
  { value: "owner", label: "owner: also deletes the project" },
] as const;

/** Nobody gives more than they have. */
export const rolesUpTo = (own: string) =>
  roles.filter(({ value }) => mayWith(own, value === "viewer" ? null : value));
