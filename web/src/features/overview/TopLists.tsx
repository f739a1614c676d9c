import type { ReactNode } from "react";
import type { Overview } from "@/api/types";
import { CountryMark } from "@/components/CountryMark";
import { countryName } from "@/lib/format";
import { TopList } from "./TopList";
import { topQuestions } from "./topLinks";

interface TopListsProps {
  slug: string;
  overview: Overview | undefined;
  /** The answer did not come: what was known stays, nothing is promised. */
  failed: boolean;
  /** Stands third, at the end of the first row. */
  children: ReactNode;
}

/** What was done, where, from where, by whom and with what. Lists without a line are absent: there is nothing of that kind. */
export function TopLists({ slug, overview, failed, children }: TopListsProps) {
  const lists = [
    { id: "top-events", title: "Top events", items: overview?.topEvents, question: topQuestions.events },
    { id: "top-pages", title: "Top pages", items: overview?.topPages, question: topQuestions.pages },
    {
      id: "top-referrers",
      title: "Top referrers",
      items: overview?.topReferrers,
      question: topQuestions.referrers,
    },
    {
      id: "top-countries",
      title: "Countries",
      items: overview?.topCountries,
      question: topQuestions.countries,
      nameOf: (code: string) => (
        <span className="inline-flex items-center gap-2">
          <CountryMark country={code} />
          {countryName(code)}
        </span>
      ),
    },
    { id: "top-devices", title: "Devices", items: overview?.topDevices, question: topQuestions.devices },
  ];
  const shown = lists
    .filter(({ items }) => (items === undefined ? !failed : items.length > 0))
    .map((list) => <TopList key={list.id} slug={slug} {...list} />);
  return (
    <div className="grid gap-4 sm:gap-5 md:grid-cols-2 xl:grid-cols-3">
      {shown.slice(0, 2)}
      {children}
      {shown.slice(2)}
    </div>
  );
}
