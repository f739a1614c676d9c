/** The flag of a country as an emoji; systems without flags show its two letters, which is as well. */
export function Flag({ country }: { country: string | null }) {
  const letters = country !== null && /^[A-Z]{2}$/i.test(country) ? country.toUpperCase() : null;
  return (
    <span aria-hidden className="inline-block w-5 shrink-0 text-center text-[0.8125rem] text-muted">
      {letters === null
        ? "·"
        : String.fromCodePoint(...[...letters].map((letter) => 0x1f1e6 + letter.charCodeAt(0) - 65))}
    </span>
  );
}
