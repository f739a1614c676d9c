import { expect, type SentEvent, type TestProject } from "./fixtures.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * Four weeks of a small shop, the same for the same `now`: enough that every page has something to draw. 24 persons visit in turn,
 * each third signs up, each sixth buys, one asks the assistant; the last hour has events of its own for the live page.
 */
export function smallHistory(now: Date): SentEvent[] {
  const events: SentEvent[] = [];
  for (let ago = 27; ago >= 0; ago--) {
    for (let visit = 0; visit < 4; visit++) {
      const person = (ago * 3 + visit * 5) % 24;
      const at = now.getTime() - ago * day - (50 - visit * 11) * minute;
      events.push(...visitOf(person, at, ago));
    }
  }
  return events;
}

function visitOf(person: number, at: number, ago: number): SentEvent[] {
  const id = `visitor_${person}`;
  const about = {
    $country: ["DE", "US", "FR", "GB"][person % 4],
    $device_type: ["Desktop", "Mobile"][person % 2],
    $browser: ["Chrome", "Safari", "Firefox"][person % 3],
  };
  const event = (name: string, minutes: number, properties: Record<string, unknown> = {}): SentEvent => ({
    event: name,
    distinct_id: id,
    timestamp: new Date(at + minutes * minute).toISOString(),
    properties: { ...about, ...properties },
  });
  const page = (path: string, minutes: number) =>
    event("$pageview", minutes, {
      url: `https://shop.example.com${path}`,
      $referring_domain: ["hn.example", "search.example"][person % 2],
    });
  return [
    page("/", 0),
    page(person % 2 ? "/pricing" : "/a/rather/long/path/that/goes/on/for/longer/than/a/phone/is/wide", 2),
    event("product_viewed", 3, {
      product: "A product with a rather long name",
      plan: ["free", "pro"][person % 2],
    }),
    ...(person % 3 === 0 ? [event("signed_up", 4, { plan: "pro" })] : []),
    ...(person % 6 === 0
      ? [event("purchase", 6, { amount: 19.5 + (ago % 5), currency: "EUR", product_id: "prod_1" })]
      : []),
    ...(person === 1
      ? [
          event("$ai_generation", 7, {
            $ai_model: "small-1",
            $ai_total_cost_usd: 0.0125,
            $ai_input_tokens: 800,
            $ai_output_tokens: 120,
          }),
        ]
      : []),
    event("a_rather_long_event_name_that_somebody_thought_was_a_good_idea", 8),
  ];
}

/** A busy half hour of the sample's product, for the live page; the same for the same `now`. */
export function lastHalfHour(now: Date): SentEvent[] {
  const paths = ["/", "/pricing", "/app", "/app/note", "/features", "/shop"];
  const names = ["$pageview", "note_created", "$pageview", "note_edited", "$pageview", "search_performed"];
  return Array.from({ length: 180 }, (_, index) => {
    // The golden ratio spreads the events unevenly enough to look alive, and evenly enough to fill every minute.
    const spread = (index * 0.618034) % 1;
    return {
      event: names[index % names.length]!,
      distinct_id: `user_${String(100 + ((index * 7) % 23)).padStart(6, "0")}`,
      timestamp: new Date(now.getTime() - 5_000 - spread ** 1.3 * 29 * minute).toISOString(),
      properties: {
        url: `https://notes.example.com${paths[(index * 5) % paths.length]}`,
        $country: ["DE", "US", "DE", "FR", "GB", "AT", "US", "CH"][(index * 7) % 8],
        $device_type: ["Desktop", "Mobile"][index % 2],
      },
    };
  });
}

/** Fills a project with the sample data and waits until it can be asked. */
export async function loadSample(project: TestProject): Promise<void> {
  await project.api("/sample", {});
  await expect
    .poll(async () => (await project.api<{ state: string }>("/sample")).state, { timeout: 150_000 })
    .toBe("done");
}
