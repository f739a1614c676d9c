import Mixpanel from "mixpanel";
import { expect, test, unknownKey } from "../harness/fixtures.ts";

const pointedAt = (url: string, path = "") => ({ host: new URL(url).host, protocol: "http", path });

/** The client's own callback, as a promise. */
const done = (call: (callback: (fault: unknown) => void) => void) =>
  new Promise<void>((resolve, reject) => call((fault) => (fault ? reject(fault) : resolve())));

test.describe("mixpanel", () => {
  test("tells of events, persons and groups", async ({ stored, relay }) => {
    const importing = { key: stored.writeKey } as object; // The one way to import over http; the types do not know it.
    const mixpanel = Mixpanel.init(stored.writeKey, { ...pointedAt(relay.url), ...importing });
    await done((callback) => mixpanel.track("Viewed", { distinct_id: "anon-1", note: "ü+>~?" }, callback));
    await done((callback) => mixpanel.alias("anon-1", "user-1", callback));
    await done((callback) =>
      mixpanel.track_batch(
        [
          {
            event: "Ordered",
            properties: { distinct_id: "user-1", company: ["acme"], note: "ÿ>>>???+~", revenue: 19.5 },
          },
        ],
        callback as never,
      ),
    );
    await done((callback) =>
      mixpanel.import(
        "Imported",
        new Date(Date.now() - 40 * 86_400_000),
        { distinct_id: "user-1" },
        callback,
      ),
    );
    await done((callback) => mixpanel.people.set("user-1", { plan: "pro", city: "Bern" }, callback));
    await done((callback) => mixpanel.people.set_once("user-1", { source: "ads" }, callback));
    await done((callback) => mixpanel.people.increment("user-1", "visits", 3, callback));
    await done((callback) => mixpanel.people.union("user-1", { tags: ["a", "b"] }, callback));
    await done((callback) => mixpanel.people.unset("user-1", "city", callback));
    await done((callback) => mixpanel.people.track_charge("user-1", 25, {}, callback));
    await done((callback) => mixpanel.groups.set("company", "acme", { seats: 5 }, callback));

    const sets = ["$set", "$set", "$set", "$set", "$set"]; // set, set once, increment, union, unset
    const events = await stored.exactly(
      "Viewed",
      "$alias",
      "Ordered",
      "Imported",
      "revenue",
      "$group",
      ...sets,
    );
    const named = (name: string) => events.find(({ event }) => event === name)!;
    expect(named("Viewed").properties).toMatchObject({ note: "ü+>~?" });
    expect(named("Ordered").properties).toMatchObject({ note: "ÿ>>>???+~", revenue: 19.5 });
    expect(named("Viewed").properties, "nothing is known of the visitor's browser").not.toHaveProperty(
      "$browser",
    );
    expect(Date.now() - named("Imported").timestamp.getTime()).toBeGreaterThan(39 * 86_400_000);
    const person = await stored.person("user-1", "anon-1");
    expect(named("Viewed").personId).toBe(person.id);
    expect(person.properties).toEqual({ plan: "pro", source: "ads", visits: 3, tags: '["a","b"]' });
    expect(named("revenue").properties).toMatchObject({ revenue: 25 });
    expect(await stored.groups()).toMatchObject([{ type: "company", key: "acme", properties: { seats: 5 } }]);
  });

  test("says so when the key is wrong", async ({ stored, relay }) => {
    const mixpanel = Mixpanel.init(unknownKey, pointedAt(relay.url));
    await expect(
      done((callback) => mixpanel.track("Viewed", { distinct_id: "user-1" }, callback)),
    ).rejects.toBeTruthy();
    expect(relay.to(/track/).map(({ status }) => status)).toEqual([401]);
    await stored.nothing();
  });

  test("is told when Cairn is busy, for it never tries again itself", async ({ stored, relay }) => {
    const mixpanel = Mixpanel.init(stored.writeKey, pointedAt(relay.url, "/mixpanel"));
    const track = () =>
      done((callback) =>
        mixpanel.track("Viewed", { distinct_id: "user-1", $insert_id: "one", time: 1_790_000_000 }, callback),
      );
    relay.refuseOnce(/track/);
    await expect(track()).rejects.toBeTruthy();
    relay.loseAnswerOnce(/track/);
    await expect(track()).rejects.toBeTruthy();
    await track();
    await stored.exactly("Viewed");
  });
});
