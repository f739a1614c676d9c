/** A value as it was received, in one line: lists and objects as JSON, what is absent as a dash. */
export function plainValue(value: unknown): string {
  if (value === undefined || value === null) return "–";
  if (isSealed(value)) return "Encrypted";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A value that is kept encrypted and was not decrypted for who looks, or whose key was destroyed. */
export const isSealed = (value: unknown): boolean =>
  typeof value === "string" && /^enc:v1:[0-9a-f]{32}:/.test(value);

/** The same in a cell that cuts it to its width; the whole is in its title. */
export function PropertyValue({ value }: { value: unknown }) {
  if (value === undefined || value === null) {
    return (
      <span className="text-faint">
        <span aria-hidden>–</span>
        <span className="sr-only">not set</span>
      </span>
    );
  }
  const text = plainValue(value);
  return <span title={text}>{text}</span>;
}
