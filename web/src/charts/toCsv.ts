/** A cell that a spreadsheet would run as a formula gets an apostrophe in front, as in the server's exports; numbers never. */
function written(cell: string | number | boolean | null | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Rows as CSV (RFC 4180), the first line naming the columns. */
export function toCsv(
  header: readonly string[],
  rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
): string {
  return [header, ...rows].map((row) => row.map(written).join(",")).join("\r\n") + "\r\n";
}

/** Hands a file to the reader. */
export function download(fileName: string, content: Blob | string, type = "text/csv;charset=utf-8"): void {
  const blob = typeof content === "string" ? new Blob(["\uFEFF", content], { type }) : content;
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  // The browser has read the address by then; keeping it would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A name that every file system takes: Signed up by country → signed-up-by-country. */
export function fileNameOf(title: string, extension: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return `${plain.slice(0, 80) || "chart"}.${extension}`;
}
