import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, signIn, test } from "./fixtures.ts";

const read = async (request: IncomingMessage) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** A vendor on this machine that takes everything. */
const vendorOf = (bodies: string[]) =>
  new Promise<Server>((resolve) => {
    const server = createServer((request, response) => {
      void read(request).then((body) => {
        bodies.push(`${request.url ?? ""} ${body}`);
        response.end();
      });
    });
    server.listen(0, "127.0.0.1", () => resolve(server));
  });

test("What a project receives goes to its old vendor as well, until the mirror is removed", async ({
  cairn,
  page,
  project,
}) => {
  const bodies: string[] = [];
  const vendor = await vendorOf(bodies);
  try {
    await signIn(page, cairn, `/p/${project.slug}/settings/mirror`);
    const card = page.getByRole("region", { name: "Mirror to your old vendor" });
    await card.getByLabel("Address of the vendor").fill("https://169.254.169.254");
    await card.getByRole("button", { name: "Save the mirror" }).click();
    await expect(card.getByText("nothing may be sent there")).toBeVisible();

    const { port } = vendor.address() as AddressInfo;
    await card.getByLabel("Address of the vendor").fill(`http://127.0.0.1:${String(port)}`);
    await card.getByLabel("Key of the vendor").fill("phc_ofTheVendor");
    await card.getByRole("button", { name: "Save the mirror" }).click();
    await expect(card.getByText("One that ends in ndor is kept.")).toBeVisible();
    const sent = await fetch(`${cairn.url}/posthog/e/`, {
      method: "POST",
      body: JSON.stringify({ api_key: project.writeKey, event: "seen", distinct_id: "ann" }),
    });
    expect(sent.status).toBe(200);
    await expect
      .poll(() => bodies)
      .toEqual(['/e/ {"api_key":"phc_ofTheVendor","event":"seen","distinct_id":"ann"}']);
    await page.reload();
    await expect(card.getByText("Requests since Cairn started.")).toBeVisible();
    await expect(card.locator("dl > div", { hasText: "Sent" })).toContainText("1");

    await card.getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByRole("button", { name: "Remove the mirror" }).click();
    await expect(page.getByText("Nothing is sent on any more.")).toBeVisible();
    await expect(card.getByLabel("Address of the vendor")).toHaveValue("");
  } finally {
    vendor.close();
  }
});

test("Another vendor's numbers are compared, and the difference is explained", async ({
  cairn,
  page,
  project,
}) => {
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - 7_200_000).toISOString();
  await project.send(
    { event: "seen", distinct_id: "ann", timestamp: hour },
    { event: "seen", distinct_id: "bot", timestamp: hour, properties: { $is_bot: true } },
  );
  await signIn(page, cairn, `/p/${project.slug}/settings/mirror`);
  const card = page.getByRole("region", { name: "Compare with your old numbers" });
  const compare = async (csv: string) => {
    await card
      .getByLabel("CSV file")
      .setInputFiles({ name: "old.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
    await card.getByRole("button", { name: "Compare", exact: true }).click();
  };
  await compare("when,what\n1,2\n");
  await expect(card.getByText("The file needs a column with hours")).toBeVisible();
  await expect(async () => {
    await compare(`hour,event,count\n${hour},seen,1\n`);
    await expect(card.getByText("1 by bots: 1 events here")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await card.getByText("Theirs 1").click();
  await expect(card.locator("canvas")).toBeVisible();
});
