/** Where nothing matched: no chart of zeros. */
export function NothingHere({ children }: { children?: string }) {
  return (
    <p className="grid h-full min-h-24 place-items-center text-center text-muted" data-nothing>
      {children ?? "Nothing matched in this range."}
    </p>
  );
}
