import type { Overview } from "@/api/types";
import { Flag } from "@/components/Flag";
import { countryName } from "@/lib/format";
import { TopList } from "./TopList";
import { topQuestions } from "./topLinks";

/** What was done, where, from where, by whom and with what. Lists without a line are absent: there is nothing of that kind. */
export function TopLists({ slug, overview }: { slug: string; overview: Overview | undefined }) {
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
          <Flag country={code} />
          {countryName(code)}
        </span>
      ),
    },
    { id: "top-devices", title: "Devices", items: overview?.topDevices, question: topQuestions.devices },
  ];
  return lists
    .filter(({ items }) => items === undefined || items.length > 0)
    .map((list) => <TopList key={list.id} slug={slug} {...list} />);
}
