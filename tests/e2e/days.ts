const dayMilliseconds = 24 * 60 * 60 * 1_000;

const berlinDay = (daysAgo: number) =>
  new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" }).format(
    Date.now() - daysAgo * dayMilliseconds,
  );

/** So many days ago, near noon in Berlin: the same calendar day there and in UTC, whatever hour the test runs at. */
export function noon(daysAgo: number, minutes = 0): string {
  return new Date(Date.parse(`${berlinDay(daysAgo)}T10:30:00Z`) + minutes * 60_000).toISOString();
}

/** When that day began in Berlin, as answers name it. */
export function midnight(daysAgo: number): string {
  const day = berlinDay(daysAgo);
  const offset = new Intl.DateTimeFormat("en", { timeZone: "Europe/Berlin", timeZoneName: "longOffset" })
    .formatToParts(new Date(`${day}T00:00:00Z`))
    .find((part) => part.type === "timeZoneName")!
    .value.replace("GMT", "");
  return new Date(`${day}T00:00:00${offset || "Z"}`).toISOString().replace(".000", "");
}
