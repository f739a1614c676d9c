import type { Ask } from "./pages.ts";

interface SeenBoard {
  id: string;
  token: string;
}

const seenBoards = new Map<Ask, SeenBoard>();

/** One board for the tests that only look, with a public link. */
export async function boardOf(api: Ask): Promise<SeenBoard> {
  const known = seenBoards.get(api);
  if (known) return known;
  const series = [{ event: "$pageview", measure: "count" }];
  const report = await api<{ id: string }>("/reports", {
    name: "Visits",
    query: { kind: "trends", range: { from: "-28d" }, interval: "day", series },
  });
  const funnel = await api<{ id: string }>("/reports", {
    name: "Sign-up",
    query: {
      kind: "funnel",
      range: { from: "-28d" },
      steps: [{ event: "$pageview" }, { event: "signed_up" }],
      window: { value: 7, unit: "day" },
    },
  });
  const board = await api<{ id: string }>("/boards", {
    name: "Weekly numbers",
    description: "What we look at on Mondays.",
    tiles: [
      {
        id: "note",
        kind: "text",
        text: "# Monday\n**Visits** and sign-ups.",
        layout: { x: 0, y: 0, w: 4, h: 4 },
      },
      { id: "visits", kind: "report", reportId: report.id, layout: { x: 4, y: 0, w: 8, h: 4 } },
      { id: "sign-up", kind: "report", reportId: funnel.id, layout: { x: 0, y: 4, w: 6, h: 4 } },
      {
        id: "number",
        kind: "report",
        reportId: report.id,
        view: "number",
        layout: { x: 6, y: 4, w: 6, h: 4 },
      },
    ],
  });
  const { token } = await api<{ token: string }>(`/boards/${board.id}/links`, {});
  const made = { id: board.id, token };
  seenBoards.set(api, made);
  return made;
}

/** A cohort with rules of several kinds, once per project. */
export async function makeCohort(api: Ask): Promise<void> {
  const { items } = await api<{ items: unknown[] }>("/cohorts");
  if (items.length > 0) return;
  await api("/cohorts", {
    key: "buyers",
    name: "Buyers of the last weeks",
    definition: {
      and: [
        { did: { event: "purchase" }, lastDays: 28 },
        { or: [{ did: { event: "signed_up" } }, { property: "plan", op: "is_set" }] },
      ],
    },
  });
}

const seenRequests = new Map<Ask, string>();

/** Requests with the project's write key, once per project: one recognised, one with a refused event. Answers the key's id. */
export async function someRequests(api: Ask): Promise<string> {
  const known = seenRequests.get(api);
  if (known) return known;
  const { writeKeys } = await api<{ writeKeys: { id: string; key: string }[] }>("");
  const [key] = writeKeys;
  if (!key) throw new Error("The project has no write key.");
  const page = { token: key.key, $current_url: "https://shop.example/shoes", $session_id: "session_5" };
  const device = { $browser: "Firefox", $os: "Linux", $device_type: "Desktop" };
  // Up from the project's path to the root, where clients send.
  const capture = (...events: object[]) => api("/../../../posthog/e/", events);
  await capture({ event: "bought", distinct_id: "", properties: page });
  await capture(
    { event: "$create_alias", distinct_id: "ann", properties: { ...page, alias: "visitor_7" } },
    { event: "$pageview", distinct_id: "ann", properties: { ...page, ...device, utm_source: "news" } },
    { event: "$snapshot", distinct_id: "ann", properties: page },
  );
  seenRequests.set(api, key.id);
  return key.id;
}
