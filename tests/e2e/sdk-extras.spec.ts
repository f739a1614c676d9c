import { expect } from "./fixtures.ts";
import { expectStored, tag, test } from "./shop.ts";

test("Clicks, forms, errors and feedback are told, and never what somebody typed", async ({
  cairn,
  project,
  shop,
  page,
}) => {
  const sent: string[] = [];
  page.on("request", (request) => sent.push(request.postData() ?? ""));
  shop.show(
    tag(cairn, project, "", "cairn.full.js"),
    `<button id="buy" class="primary big">Buy <b>now</b></button>
     <a href="/terms?user=ann#x">Terms</a>
     <div data-cairn-ignore><button>Ignored</button></div>
     <form action="/order?secret=1" name="order"><label>Card <input name="card" type="checkbox" value="secret-value"></label>
       <input name="number" value="secret-number"><button>Order</button></form>
     <form data-cairn-feedback><textarea name="text"></textarea><input name="rating" value="4"><input type="password" name="pin" value="secret-pin"></form>
     <script>addEventListener("submit", (event) => event.preventDefault()); addEventListener("click", (event) => event.preventDefault())</script>`,
  );
  await page.goto(shop.url);
  await page.getByRole("button", { name: "Buy now" }).click();
  await page.getByRole("link", { name: "Terms" }).click();
  await page.getByRole("button", { name: "Ignored" }).click();
  await page.locator("[name=number]").fill("secret-typed");
  await page.evaluate(() => document.querySelector<HTMLFormElement>("[name=order]")?.requestSubmit());
  await page.locator("[name=text]").fill("Lovely tea");
  await page.evaluate(() =>
    document.querySelector<HTMLFormElement>("[data-cairn-feedback]")?.requestSubmit(),
  );
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError("out of tea");
    });
    void Promise.reject(new RangeError("too much tea"));
    window.cairn.captureException(new Error("caught tea"));
  });
  await page.close();

  const events = await expectStored(project, [
    ...Array<string>(4).fill("$autocapture"),
    "$exception",
    "$exception",
    "$exception",
    "$feedback",
    "$pageleave",
    "$pageview",
    "$web_vitals",
  ]);
  const of = (name: string) =>
    events.filter(({ event }) => event === name).map(({ properties }) => properties);
  expect(of("$autocapture")).toMatchObject([
    {
      $event_type: "click",
      $el_tag: "button",
      $el_text: "Buy now",
      $el_id: "buy",
      $el_classes: "primary big",
    },
    { $event_type: "click", $el_tag: "a", $el_text: "Terms", $el_href: `${shop.url}/terms` },
    { $event_type: "submit", $el_tag: "form", $el_name: "order", $form_action: `${shop.url}/order` },
    { $event_type: "submit", $el_tag: "form" },
  ]);
  expect(of("$feedback")).toMatchObject([{ text: "Lovely tea", rating: 4 }]);
  expect(
    of("$exception")
      .map(({ $exception_type, $exception_handled }) => [$exception_type, $exception_handled])
      .sort(),
  ).toEqual([
    ["Error", true],
    ["RangeError", false],
    ["TypeError", false],
  ]);
  expect(of("$web_vitals")[0]?.$web_vitals_TTFB_value).toBeGreaterThanOrEqual(0);
  expect(sent.join()).not.toContain("secret-");
});
