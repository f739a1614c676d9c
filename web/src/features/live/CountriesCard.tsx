import type { LiveCountry } from "@/api/live";
import { Card, CardTitle } from "@/components/ui/Card";
import { Skeleton } from "@/components/ui/Skeleton";
import { countryName, formatNumber } from "@/lib/format";
import { CountryMark } from "@/components/CountryMark";

interface CountriesCardProps {
  countries: LiveCountry[] | undefined;
  minutes: number;
  /** Narrows the stream to a country. */
  onChoose: (country: string) => void;
}

/** Where the persons of the last minutes were. */
export function CountriesCard({ countries, minutes, onChoose }: CountriesCardProps) {
  const most = Math.max(1, ...(countries ?? []).map((item) => item.persons));
  return (
    <Card labelledBy="countries-title">
      <CardTitle
        id="countries-title"
        aside={<span className="text-[0.8125rem] text-muted">persons, {minutes} minutes</span>}
      >
        Countries
      </CardTitle>
      {!countries ? (
        <div className="px-4 pb-5 sm:px-5">
          <Skeleton className="h-24 w-full" />
        </div>
      ) : countries.length === 0 ? (
        <p className="px-4 pb-6 text-muted sm:px-5">Nobody in the last {minutes} minutes.</p>
      ) : (
        <ul className="max-h-80 overflow-y-auto px-2 pb-3 sm:px-3" data-countries>
          {countries.map((item) => (
            <li key={item.country ?? ""} data-country={item.country ?? ""} data-persons={item.persons}>
              <CountryRow item={item} share={item.persons / most} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

interface CountryRowProps {
  item: LiveCountry;
  share: number;
  onChoose: (country: string) => void;
}

function CountryRow({ item: { country, persons }, share, onChoose }: CountryRowProps) {
  const inside = (
    <>
      <span
        aria-hidden
        style={{ width: `${share * 100}%` }}
        className="absolute inset-y-0.5 left-0 rounded-md bg-accent-soft"
      />
      <span className="relative flex min-w-0 flex-1 items-center gap-2">
        <CountryMark country={country} />
        <span className="truncate">{country === null ? "Not known" : countryName(country)}</span>
      </span>
      <span className="relative font-medium tabular-nums">{formatNumber(persons)}</span>
    </>
  );
  const look = "relative flex min-h-11 w-full items-center gap-3 rounded-md px-2 text-left md:min-h-9";
  if (country === null) return <div className={look}>{inside}</div>;
  return (
    <button
      type="button"
      title={`Show the stream from ${countryName(country)}`}
      onClick={() => onChoose(country)}
      className={`${look} underline-offset-2 hover:underline`}
    >
      {inside}
    </button>
  );
}
