/** A slug suggested from a name: "Ärzte & Söhne GmbH" becomes "arzte-sohne-gmbh". Empty when nothing usable is left. */
export function slugFrom(name: string): string {
  return name
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}
