import { execFileSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, signIn, test } from "./fixtures.ts";

test("Each snippet works as it stands, from wherever it is pasted", async ({
  cairn,
  page,
  project,
  context,
}) => {
  await signIn(page, cairn, `/p/${project.slug}`);
  const snippet = async (tab: string) => {
    await page.getByRole("tab", { name: tab }).click();
    return (await page.getByRole("region", { name: `the ${tab} snippet` }).textContent()) ?? "";
  };
  const snippets = {
    curl: await snippet("curl"),
    browser: await snippet("Browser"),
    node: await snippet("Node"),
  };

  const curlAnswer = execFileSync("bash", ["-c", `${snippets.curl} -sS`], { encoding: "utf8" });
  expect(JSON.parse(curlAnswer)).toMatchObject({ accepted: 1, rejected: [] });
  execFileSync("node", ["--input-type=module", "-e", snippets.node]);
  await expect(
    page.getByRole("button", { name: /signed_up/ }).and(page.locator("[data-event-id] button")),
  ).toHaveCount(2);

  // A shop on another origin.
  const shop = createServer((_, response) =>
    response
      .setHeader("Content-Type", "text/html")
      .end(`<!doctype html><title>Shop</title>${snippets.browser}`),
  );
  await new Promise<void>((ready) => shop.listen(0, "127.0.0.1", ready));
  try {
    const visitor = await context.newPage();
    await visitor.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/sale?utm_source=hn`);
    await expect(page.locator("[data-event-id]").filter({ hasText: "$pageview" })).toContainText("/sale");
    await visitor.close();
  } finally {
    await new Promise((closed) => shop.close(closed));
  }
});

test("The write key is copied by its button", async ({ cairn, page, project, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, cairn, `/p/${project.slug}`);
  await page.getByRole("button", { name: "Copy the write key" }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(project.writeKey);
});
