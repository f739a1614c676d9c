import { test as base, expect, makeProject } from "../../e2e/fixtures.ts";
import { Browsing } from "./browsing.ts";
import { Stored } from "./stored.ts";
import { Relay } from "./relay.ts";
import { Shop } from "./shop.ts";

interface OfTest {
  /** A project nobody else uses. */
  stored: Stored;
  /** What the client is pointed at. */
  relay: Relay;
  browsing: Browsing;
}

export const test = base.extend<OfTest, { shop: Shop }>({
  shop: [
    async ({}, use) => {
      const shop = await Shop.open();
      await use(shop);
      await shop.close();
    },
    { scope: "worker" },
  ],

  stored: async ({}, use) => {
    await use(new Stored(await makeProject({ url: cairnUrl() })));
  },

  relay: async ({}, use) => {
    const relay = await Relay.before(cairnUrl());
    await use(relay);
    await relay.close();
  },

  browsing: async ({ page, shop }, use) => {
    const browsing = new Browsing(page, shop);
    await use(browsing);
    browsing.expectNoComplaints();
  },
});

export { expect };

/** The one Cairn of this run. */
function cairnUrl(): string {
  const url = process.env.CAIRN_CLIENTS_URL;
  if (!url) throw new Error("No Cairn: harness/one-cairn.ts starts it.");
  return url;
}

/** No project has it. */
export const unknownKey = "cwk_nobody0123456789abcdef0123456789";
