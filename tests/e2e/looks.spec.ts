import { expect, expectFitsItsWidth, expectNoAxeFindings, signIn, test } from "./fixtures.ts";

const widths = [360, 1440] as const;

for (const theme of ["light", "dark"] as const) {
  for (const width of widths) {
    test(`The pages fit ${width} px and pass axe in the ${theme} theme`, async ({
      cairn,
      browser,
      project,
    }, info) => {
      await project.send(
        {
          event: "$pageview",
          distinct_id: "ann",
          properties: { url: "https://example.com/a/rather/long/path/that/goes/on" },
        },
        {
          event: "a_rather_long_event_name_that_somebody_thought_was_a_good_idea",
          distinct_id: "bob",
          properties: { plan: "pro" },
        },
      );
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        colorScheme: theme,
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" && /Content Security Policy/.test(message.text()))
          complaints.push(message.text());
      });
      page.on("pageerror", (error) => complaints.push(error.message));

      await page.goto(`${cairn.url}/sign-in`);
      await expect(page.getByLabel("Email")).toBeVisible();
      await expectNoAxeFindings(page);
      await expectFitsItsWidth(page);
      await signIn(page, cairn, `/p/${project.slug}`);
      await expect(page.locator("[data-event-id]").first()).toBeVisible();
      await expect(page.locator("[data-chart] canvas")).toBeVisible();
      expect(await page.locator("html").getAttribute("data-theme")).toBe(theme);
      await page.locator("[data-event-id] button").first().click();
      await page.getByText("Why this number?").click();
      await expectNoAxeFindings(page);
      await expectFitsItsWidth(page);
      await page.screenshot({ path: info.outputPath(`overview-${theme}-${width}.png`), fullPage: true });

      await page.getByRole("button", { name: "Show as a table" }).click();
      await page.getByRole("button", { name: /^Install/ }).click();
      await expectNoAxeFindings(page);
      await expectFitsItsWidth(page);
      await page.getByRole("button", { name: "Account" }).click();
      await expectNoAxeFindings(page);
      expect(complaints).toEqual([]);
      await context.close();
    });
  }
}

test("The theme is chosen once and drawn before the first paint", async ({ cairn, page, project }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signIn(page, cairn, `/p/${project.slug}`);
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  // With the app itself held back, only the script in the head can have set it.
  await page.route("**/assets/index-*.js", (route) => route.abort());
  await page.goto(`${cairn.url}/p/${project.slug}`);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("An error says what to do, and trying again works", async ({ cairn, page, project }) => {
  await signIn(page, cairn, `/p/${project.slug}`);
  await expect(page.getByRole("heading", { name: "Today" })).toBeVisible();
  let away = true;
  await page.route("**/overview", (route) =>
    away
      ? route.fulfill({
          status: 422,
          contentType: "application/problem+json",
          json: { title: "The question is too large.", detail: "Ask for a shorter time.", code: "too_large" },
        })
      : route.continue(),
  );
  await page.reload();
  await expect(page.getByRole("alert").first()).toContainText("Ask for a shorter time.");
  away = false;
  await page.getByRole("button", { name: "Try again" }).first().click();
  await expect(page.locator("[data-measure=persons] [data-today]")).toBeVisible();
});
