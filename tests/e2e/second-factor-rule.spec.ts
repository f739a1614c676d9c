import { apiKey, type Cairn } from "./cairn.ts";
import { expect, expectFitsItsWidth, expectNoAxeFindings, signInQuickly, test } from "./fixtures.ts";

const password = "several-words-of-mine";

async function demand(cairn: Cairn, isSecondFactorRequired: boolean) {
  const answer = await fetch(`${cairn.url}/api/account-rules`, {
    method: "PUT",
    headers: { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" },
    body: JSON.stringify({ isSecondFactorRequired }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

test("Where a second factor is demanded, who has none is led to set it up", async ({
  cairn,
  page,
  project,
}) => {
  const { link } = await project.api<{ link: string }>("/invitations", { role: "viewer" });
  await page.goto(link.replace(/^https?:\/\/[^/]+/, cairn.url));
  await page.getByLabel("Email").fill(`e-${crypto.randomUUID().slice(0, 8)}@example.com`);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make the account and join" }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${project.slug}`));

  await demand(cairn, true);
  try {
    await page.goto(`${cairn.url}/p/${project.slug}/trends`);
    await expect(page).toHaveURL(`${cairn.url}/account`);
    await expect(page.getByText("demands a second factor of every account")).toBeVisible();
    await expect(page.getByRole("button", { name: "Change the password" })).toHaveCount(0);
    await expectNoAxeFindings(page);
    await page.setViewportSize({ width: 360, height: 780 });
    await expectFitsItsWidth(page);
    await page.getByRole("button", { name: "Turn on" }).click();
    await expect(page.getByLabel("Your password")).toBeVisible();
  } finally {
    await demand(cairn, false);
  }
});

test("An owner without a second factor cannot demand one, and is told why", async ({
  cairn,
  page,
  project,
}) => {
  await signInQuickly(page.context(), cairn.url);
  await page.goto(`${cairn.url}/p/${project.slug}/settings/members`);
  const box = page.getByLabel("Demand a second factor");
  await box.click();
  await expect(page.getByRole("alert")).toContainText("You have no second factor yourself");
  await expect(box).not.toBeChecked();
  await expectNoAxeFindings(page);
});
