/** A country by its two letters. Emoji flags are missing from many systems and tell less than letters do at this size. */
export function CountryMark({ country }: { country: string | null }) {
  return (
    <span
      aria-hidden
      className="inline-grid h-4.5 w-6.5 shrink-0 place-items-center rounded-[4px] border border-line bg-sunken text-[0.625rem] leading-none font-semibold tracking-wide text-muted"
    >
      {country !== null && /^[A-Z]{2}$/i.test(country) ? country.toUpperCase() : "?"}
    </span>
  );
}
