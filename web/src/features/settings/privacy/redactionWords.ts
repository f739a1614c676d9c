import type { RedactionChange, RedactionPolicy } from "@/api/privacy";

/** The detectors as readers call them, in the order of the server. */
export const detectors = [
  {
    name: "secret",
    title: "Secrets",
    about: "Passwords, tokens and keys in values, URLs and by property name",
  },
  { name: "card", title: "Card numbers", about: "By issuer, length and check digit" },
  { name: "email", title: "E-mail addresses", about: "Also encoded in URLs" },
  { name: "phone", title: "Phone numbers", about: "International and common national spellings" },
  { name: "iban", title: "Bank accounts", about: "IBAN of every country, by its check digits" },
  { name: "national_id", title: "National ids", about: "Of 17 countries, by their check digits" },
  { name: "ip", title: "IP addresses", about: "Versions 4 and 6" },
] as const;

export const actions = [
  { name: "off", title: "Keep" },
  { name: "drop", title: "Drop" },
  { name: "mask", title: "Mask" },
  { name: "hash", title: "Keyed hash" },
] as const;

export const scopes = [
  { name: "any", title: "Everywhere" },
  { name: "event", title: "Events" },
  { name: "person", title: "Persons" },
  { name: "group", title: "Groups" },
] as const;

/** A line of either list under work; the key tells lines apart while they are typed. */
export interface RuleDraft {
  key: number;
  property: string;
  scope: string;
  action: string;
}

export interface RedactionDraft {
  detectors: Record<string, string>;
  distinctIds: boolean;
  deny: RuleDraft[];
  allow: RuleDraft[];
}

export function draftOf(policy: RedactionPolicy): RedactionDraft {
  return {
    detectors: { ...policy.detectors },
    distinctIds: policy.distinctIds,
    deny: policy.deny.map((rule, key) => ({ ...rule, key })),
    allow: policy.allow.map((rule, key) => ({ ...rule, action: "mask", key })),
  };
}

/** What is sent: lines without a name are left out. */
export function changeOf(draft: RedactionDraft): RedactionChange {
  const named = (rules: RuleDraft[]) => rules.filter(({ property }) => property.trim() !== "");
  return {
    detectors: draft.detectors,
    distinctIds: draft.distinctIds,
    deny: named(draft.deny).map(({ property, scope, action }) => ({ property, scope, action })),
    allow: named(draft.allow).map(({ property, scope }) => ({ property, scope })),
  };
}
