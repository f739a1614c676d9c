import { createHmac } from "node:crypto";
import type { Browser, CDPSession, Page } from "@playwright/test";
import type { Cairn } from "./cairn.ts";
import { expect, expectNoAxeFindings, test, type TestProject } from "./fixtures.ts";

const password = "several-words-of-mine";

/** What an authenticator app shows: RFC 6238, worked out here and not by the product. */
function codeOf(secret: string, steps = 0): string {
  const bits = [...secret]
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const hash = createHmac("sha1", key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19]! & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

async function invitationLink(cairn: Cairn, project: TestProject, role = "viewer"): Promise<string> {
  const { link } = await project.api<{ link: string }>("/invitations", { role });
  return link.replace(/^https?:\/\/[^/]+/, cairn.url);
}

/** Makes an account through an invitation, in the page. */
async function join(page: Page, cairn: Cairn, project: TestProject, role?: string): Promise<string> {
  const email = `e-${crypto.randomUUID().slice(0, 8)}@example.com`;
  await page.goto(await invitationLink(cairn, project, role));
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make the account and join" }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${project.slug}`));
  return email;
}

async function signOut(page: Page, cairn: Cairn) {
  await page.context().clearCookies();
  await page.goto(`${cairn.url}/sign-in`);
}

async function typePassword(page: Page, email: string) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

test("An invited person joins, turns on the second factor, and signs in with code and recovery code", async ({
  cairn,
  page,
  project,
}) => {
  const email = await join(page, cairn, project);
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Your account" }).click();
  await expect(page.getByRole("heading", { name: "Your account" })).toBeVisible();

  await page.getByRole("button", { name: "Turn on" }).click();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Go on" }).click();
  const secret = (await page.locator("[data-secret]").getAttribute("data-secret"))!;
  await expect(page.getByRole("img", { name: /QR code/ })).toHaveAttribute("data-qr", new RegExp(secret));
  await expectNoAxeFindings(page);
  await page.getByLabel("Code", { exact: true }).fill("000000");
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.getByText("This code is not right")).toBeVisible();
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret, -1));
  await page.getByRole("button", { name: "Turn it on" }).click();
  await expect(page.locator("#recovery-codes li")).toHaveCount(10);
  const codes = await page.locator("#recovery-codes li").allTextContents();
  await page.getByRole("button", { name: "I have kept them" }).click();
  await expect(page.locator("[data-second-factor=on]")).toContainText("10 recovery codes");

  await signOut(page, cairn);
  await typePassword(page, email);
  await expectNoAxeFindings(page);
  await page.getByLabel("Code", { exact: true }).fill(codeOf(secret));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${project.slug}`));

  await signOut(page, cairn);
  await typePassword(page, email);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0]!);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${project.slug}`));
});

test("A passkey is added, signs in without a password, and is removed", async ({ cairn, page, project }) => {
  // A passkey belongs to a domain; localhost is one, 127.0.0.1 is not.
  const local = Object.assign(Object.create(cairn) as Cairn, {});
  Object.defineProperty(local, "url", { value: cairn.url.replace("127.0.0.1", "localhost") });
  await addAuthenticator(await page.context().newCDPSession(page));
  await join(page, local, project);
  await page.goto(`${local.url}/account`);
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Test key");
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Add it" }).click();
  await expect(page.locator("[data-passkey='Test key']")).toBeVisible();
  await page.getByRole("button", { name: "Rename Test key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("My key");
  await page.getByRole("button", { name: "Rename", exact: true }).click();
  await expect(page.locator("[data-passkey='My key']")).toBeVisible();

  await signOut(page, local);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL(new RegExp(`/p/${project.slug}`));

  await page.goto(`${local.url}/account`);
  await expect(page.locator("[data-session-line=this]")).toContainText("passkey");
  await page.getByRole("button", { name: "Remove My key" }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.locator("[data-passkey]")).toHaveCount(0);
  await signOut(page, local);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("The passkey was not accepted");
});

test("Another browser is seen in the list, and signed out from here", async ({
  browser,
  cairn,
  page,
  project,
}) => {
  const email = await join(page, cairn, project);
  const other = await signedInElsewhere(browser, cairn, email);
  await page.goto(`${cairn.url}/account`);
  await expect(page.locator("[data-session-line]")).toHaveCount(2);
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.locator("[data-session-line]")).toHaveCount(1);
  await other.goto(`${cairn.url}/account`);
  await expect(other).toHaveURL(/\/sign-in/);
  await other.context().close();
});

test("A password that everybody tries first is refused, another one taken", async ({
  cairn,
  page,
  project,
}) => {
  const email = await join(page, cairn, project);
  await page.goto(`${cairn.url}/account`);
  await page.getByRole("button", { name: "Change the password" }).click();
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("password1234");
  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByText("tried first")).toBeVisible();
  await page.getByLabel("New password").fill("a-better-one-of-mine");
  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByText("The password is changed.")).toBeVisible();

  await signOut(page, cairn);
  await typePassword(page, email);
  await expect(page.getByRole("alert")).toContainText("password is wrong");
  await page.getByRole("link", { name: "Forgot the password?" }).click();
  // The page before has a field of the same name.
  await expect(page.getByRole("heading", { name: "Forgot the password" })).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send me a link" }).click();
  await expect(page.getByText(`cairn reset-password ${email}`)).toBeVisible();
  await page.goto(`${cairn.url}/reset-password#crs_guessed-token-0123456789`);
  await page.getByLabel("New password").fill("whatever-it-may-be");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("alert")).toContainText("The link does not work any more");
});

test("An admin invites, changes a role and removes a member", async ({ browser, cairn, page, project }) => {
  const admin = await join(page, cairn, project, "admin");
  const context = await browser.newContext();
  const other = await context.newPage();
  const member = await join(other, cairn, project, "viewer");

  await page.goto(`${cairn.url}/p/${project.slug}/settings/members`);
  await expect(page.locator(`[data-member="${admin}"]`)).toContainText("you");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByLabel("Email").fill("third@example.com");
  await page.getByLabel("Role", { exact: true }).selectOption("analyst");
  await page.getByRole("button", { name: "Make the invitation" }).click();
  await expect(page.getByText(/\/invitation#civ_/)).toBeVisible();
  await page.getByRole("button", { name: "Done" }).click();
  await expect(page.locator("[data-invitation]", { hasText: "third@example.com" })).toBeVisible();

  await page.getByLabel(`Role of ${member}`).selectOption("analyst");
  await expect(page.getByText(`${member} has another role.`)).toBeVisible();
  await page.getByRole("button", { name: `Remove ${member}` }).click();
  await page.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.locator(`[data-member="${member}"]`)).toHaveCount(0);
  await other.goto(`${cairn.url}/p/${project.slug}`);
  await expect(other.getByRole("heading", { name: "Nothing here" })).toBeVisible();
  await context.close();
});

/** A device of the browser's own that says yes to everything. */
async function addAuthenticator(devtools: CDPSession): Promise<void> {
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

async function signedInElsewhere(browser: Browser, cairn: Cairn, email: string): Promise<Page> {
  const context = await browser.newContext();
  const answer = await context.request.post(`${cairn.url}/api/session`, {
    data: { email, password },
    headers: { Origin: cairn.url },
  });
  expect(answer.status(), await answer.text()).toBe(204);
  return context.newPage();
}
