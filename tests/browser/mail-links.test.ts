import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { EVENTUALLY } from "#tests/browser/steps";
import { axe, openPage } from "#tests/support/browser";
import { type SignInApp, startSignInApp } from "#tests/support/sign-in-app";

let rig: SignInApp;
beforeAll(async () => {
  rig = await startSignInApp();
});
afterAll(() => rig.app.remove());

const NEW_PASSWORD = "correct horse battery staple";

const linkIn = (mail: string | undefined) => new URL(/https?:\/\/\S+/.exec(mail ?? "")?.[0] ?? "http://none").pathname;

/** The path of the newest link mailed to an address, once there are so many. */
async function mailedLink(email: string, count = 1): Promise<string> {
  await expect.poll(() => rig.mailsTo(email).length, EVENTUALLY).toBe(count);
  return linkIn(rig.mailsTo(email).at(-1));
}

async function askForLink(page: Page, email: string, path = "/sign-in"): Promise<void> {
  await page.goto(path);
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: /^E-mail me a link/ }).click();
  await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
}

test("a link from the mail signs in at the second press, once, where one wanted to go", async () => {
  const email = "viewer@crondb.test";
  const page = await openPage({ baseUrl: rig.app.url });
  await askForLink(page, email, "/sign-in?to=/profile");
  expect(await axe(page)).toEqual([]);
  const link = await mailedLink(email);
  expect(link).toMatch(/^\/sign-in\/link\/[\w-]{43}$/);

  // What checks mail for bad links opens it, more than once, and also asks for its headers.
  for (const method of ["GET", "HEAD", "GET"]) expect((await fetch(rig.app.url + link, { method })).status).toBe(200);
  await page.goto(link);
  const thief = await openPage({ baseUrl: rig.app.url });
  await thief.goto(link);
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: `Sign in as ${email}` }).click();
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  expect(await page.getByRole("list", { name: "Sessions" }).textContent()).toContain("by a mailed link");

  await thief.getByRole("button", { name: `Sign in as ${email}` }).click();
  await thief.getByText("This link was used, or has expired. Ask for a new one.").waitFor();
  await thief.reload();
  await thief.getByRole("heading", { name: "This link does not work any more" }).waitFor();
  expect(await axe(thief)).toEqual([]);
});

test("a forgotten password is replaced by a mailed link, and every browser signed out", async () => {
  const email = "viewer@kaunt.test";
  const before = rig.session();
  await before.signIn(email, rig.passwordOf(email));
  const page = await openPage({ baseUrl: rig.app.url });
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await page.getByRole("heading", { name: "Set a new password" }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("E-mail").fill("viewer＠kaunt.test");
  await page.getByRole("button", { name: "E-mail me a link" }).click();
  await page.getByText("The e-mail address must contain plain letters only.").waitFor();
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "E-mail me a link" }).click();
  await page.getByRole("heading", { name: "Look into your mailbox" }).waitFor();
  const link = await mailedLink(email);

  await page.goto(link);
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await page.getByText("The password must have at least 12 characters.").waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Set password and sign in" }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
  expect((await before.fetch("/profile")).status).toBe(307);
  expect((await rig.session().signIn(email, rig.passwordOf(email))).status).toBe(401);
  expect((await rig.session().signIn(email, NEW_PASSWORD)).status).toBe(200);
  await page.goto(link);
  await page.getByRole("heading", { name: "This link does not work any more" }).waitFor();
});

test("asking tells nothing about who has an account, and mails nobody else", async () => {
  const page = await openPage({ baseUrl: rig.app.url });
  const texts: string[] = [];
  for (const email of ["nobody@crondb.test", "developer@crondb.test"]) {
    await askForLink(page, email);
    texts.push(((await page.locator("main").textContent()) ?? "").replace(email, "…"));
  }
  expect(texts[0]).toBe(texts[1]);
  await mailedLink("developer@crondb.test");
  expect(rig.mailsTo("nobody@crondb.test")).toEqual([]);
});

test("an invited person may begin with a link; an address is written to five times at most", async () => {
  const email = `${crypto.randomUUID()}@example.com`;
  await rig.invite("kaunt", email);
  const page = await openPage({ baseUrl: rig.app.url });
  // The first is the invitation itself.
  for (const nth of [2, 3, 4, 5, 6]) {
    await askForLink(page, email);
    await mailedLink(email, nth);
  }
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: /^E-mail me a link/ }).click();
  await page.getByText(/^Too many tries\. Try again in \d+ min\.$/).waitFor();
  await page.goto(await mailedLink(email, 6));
  await page.getByRole("button", { name: "Sign in as" }).click();
  await page.getByRole("button", { name: "Join Kaunt" }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
});

test("the link that an invitation's mail has proves the address, and the one to copy does not", async () => {
  for (const isMailed of [true, false]) {
    const email = `${crypto.randomUUID()}@example.com`;
    const copied = await rig.invite("kaunt", email);
    await expect.poll(() => rig.mailsTo(email).length, EVENTUALLY).toBe(1);
    const mailed = /https?:\/\/\S+/.exec(rig.mailsTo(email)[0] ?? "")?.[0] ?? "";
    const page = await openPage({ baseUrl: rig.app.url });
    await page.goto(isMailed ? mailed : copied);
    await page.getByLabel("Your name").fill("Nora New");
    await page.getByLabel("Password").fill(NEW_PASSWORD);
    await page.getByRole("button", { name: "Join Kaunt" }).click();
    await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
    // The first proof of an address ends what has opened the account without one.
    await askForLink(await openPage({ baseUrl: rig.app.url }), email);
    const other = await openPage({ baseUrl: rig.app.url });
    await other.goto(await mailedLink(email, 2));
    await other.getByRole("button", { name: "Sign in as" }).click();
    await other.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
    expect((await rig.session().signIn(email, NEW_PASSWORD)).status).toBe(isMailed ? 200 : 401);
  }
});
