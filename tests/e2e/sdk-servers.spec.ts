import { execFile, execFileSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "./fixtures.ts";
import { expectStored, tag, test } from "./shop.ts";

const sdk = fileURLToPath(new URL("../../sdk/", import.meta.url));

/** Runs a module as a program of its own; what it prints as JSON. */
async function runNode(program: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)("node", ["--input-type=module", "-e", program], { cwd: sdk });
  return JSON.parse(stdout);
}

test("@cairn/node sends what a program did, once, and tells of what was refused", async ({
  cairn,
  project,
}) => {
  const counts = await runNode(`
    import { Cairn } from ${JSON.stringify(`${sdk}node/dist/index.js`)};
    const losses = [];
    const cairn = new Cairn(${JSON.stringify(project.writeKey)}, { host: ${JSON.stringify(cairn.url)}, onLoss: (loss) => losses.push(loss) });
    cairn.track("viewed", "anon_1");
    cairn.identify("ann", { anonymousId: "anon_1", set: { plan: "pro" } });
    cairn.group("company", "acme", { seats: 5 });
    cairn.trackFeature("csv_export", "ann");
    cairn.trackAI("ann", { provider: "acme", model: "small-1", inputTokens: 10, outputTokens: 2, latencyMs: 1500 });
    cairn.track("", "ann");
    for (let i = 0; i < 2; i++) cairn.track("paid", "ann", { amount: 5 }, { id: "0190f3a0-1111-4222-8333-444455556666" });
    await cairn.shutdown();
    const wrong = new Cairn("cwk_wrong", { host: ${JSON.stringify(cairn.url)}, onLoss: (loss) => losses.push(loss) });
    wrong.track("lost", "ann");
    await wrong.shutdown();
    console.log(JSON.stringify({ sent: cairn.sent, lost: [cairn.lost, wrong.lost], reasons: losses.map(({ reason }) => reason) }));
  `);
  expect(counts).toEqual({ sent: 7, lost: [1, 1], reasons: ["rejected", "refused"] });
  const events = await expectStored(project, [
    "$ai_generation",
    "$group",
    "$identify",
    "feature_used",
    "paid",
    "viewed",
  ]);
  const persons = (name: string) => events.find(({ event }) => event === name)?.personId;
  expect(persons("viewed")).toBe(persons("paid"));
  expect(events.find(({ event }) => event === "$ai_generation")?.properties).toMatchObject({
    $ai_model: "small-1",
    $ai_latency: 1.5,
  });
});

test("A React app shows a person their own numbers, follows them, and exports them", async ({
  cairn,
  project,
  shop,
  page,
}) => {
  await project.send(
    ...["ann", "ann", "bob"].map((distinct_id) => ({
      event: "$pageview",
      distinct_id,
      properties: { url: `${shop.url}/` },
    })),
  );
  // What a product's own backend does: a token for who is signed in, and a path of its own that leads to Cairn.
  shop.answer("/token", async (_, response) => {
    const { token } = await project.api<{ token: string }>("/self-tokens", { distinctId: "ann" });
    response.end(token);
  });
  shop.answer("/my-numbers/", async (request, response) => {
    const body = await text(request);
    const answer = await fetch(
      `${cairn.url}/api/projects/${project.slug}${request.url?.slice("/my-numbers".length)}`,
      {
        method: "POST",
        headers: { "Content-Type": "application/json", Authorization: request.headers.authorization ?? "" },
        body,
      },
    );
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
  });
  const script = execFileSync("node", ["bundle.mjs", "react/test/page.tsx"], { cwd: sdk, encoding: "utf8" });
  shop.answer(
    "/app.js",
    async (_, response) => void response.setHeader("Content-Type", "text/javascript").end(script),
  );
  shop.show(
    `<script defer src="/app.js"></script>${tag(cairn, project, 'data-auto="false"')}`,
    `<div id="root"></div>`,
  );

  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(shop.url);
  await expect(page.locator("[data-metric=pageviews]")).toHaveText("2");
  await expect(page.getByText("Page views: 2 in the last 7 days, none in the 7 days before.")).toBeVisible();

  await project.send({ event: "$pageview", distinct_id: "ann" });
  await expect(async () => {
    await page.getByRole("button", { name: "Refresh" }).click();
    await expect(page.locator("[data-metric=pageviews]")).toHaveText("3", { timeout: 500 });
  }).toPass({ timeout: 30_000 });

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  expect((await download).suggestedFilename()).toBe("analytics-7d.csv");
  await page.getByRole("button", { name: "Ask" }).click();
  await page.close();
  await expectStored(project, ["$pageview", "$pageview", "$pageview", "$pageview", "asked"]);
  expect(errors).toEqual([]);
});
