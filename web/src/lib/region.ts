/** The time zones this browser knows, its own among them (it may be an alias that the list leaves out). */
export function timeZones(): string[] {
  return [...new Set(["UTC", browserTimeZone(), ...Intl.supportedValuesOf("timeZone")])].sort();
}

export function browserTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}

const likely: readonly (readonly [RegExp, string])[] = [
  [/^Europe\/London$/, "GBP"],
  [/^Europe\/Zurich$/, "CHF"],
  [/^Europe\/Stockholm$/, "SEK"],
  [/^Europe\/Oslo$/, "NOK"],
  [/^Europe\/Copenhagen$/, "DKK"],
  [/^Europe\/Warsaw$/, "PLN"],
  [/^Europe\/Prague$/, "CZK"],
  [/^Europe\//, "EUR"],
  [/^Asia\/Tokyo$/, "JPY"],
  [/^Asia\/(Kolkata|Calcutta)$/, "INR"],
  [/^Asia\/Singapore$/, "SGD"],
  [/^Australia\//, "AUD"],
  [/^America\/(Toronto|Vancouver|Montreal|Edmonton|Winnipeg|Halifax)$/, "CAD"],
  [/^America\/Sao_Paulo$/, "BRL"],
];

/** A first guess at the currency, from where the clock is set; US dollars when there is none. */
export function currencyFor(timeZone: string): string {
  return likely.find(([pattern]) => pattern.test(timeZone))?.[1] ?? "USD";
}

/** Every currency, as code and name in English. */
export function currencies(): { code: string; name: string }[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  return Intl.supportedValuesOf("currency").map((code) => ({ code, name: names.of(code) ?? code }));
}
