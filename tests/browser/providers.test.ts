import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe, openPage } from "#tests/support/browser";
import type { HttpSession } from "#tests/support/http-session";
import { type SignInApp, startSignInApp } from "#tests/support/sign-in-app";

// Signing in with providers, seen from a browser. The OpenID Connect provider is a certified one; both are on loopback.

let rig: SignInApp;
beforeAll(async () => {
  rig = await startSignInApp();
});
afterAll(() => rig.app.remove());

const unique = () => crypto.randomUUID().slice(0, 8);

/** A browser at the provider's page, after its button was pressed. */
async function pressed(button: string, path: string) {
  const page = await openPage({ baseUrl: rig.app.url });
  await page.goto(path);
  await page.getByRole("button", { name: button }).click();
  return page;
}

async function profileOf(session: HttpSession): Promise<string> {
  return (await session.fetch("/profile", { headers: { accept: "text/html" } })).text();
}

test("a verified address of somebody known signs in and links the account, which can be unlinked", async () => {
  const account = unique();
  rig.oidc.accounts.set(account, { email: "Viewer@Kruncher.test", email_verified: true, name: "Elsewhere" });
  const page = await pressed("Continue with Acme SSO", "/sign-in?to=/profile");
  await page.getByRole("link", { name: account }).click();
  await page.getByRole("heading", { name: "Profile" }).waitFor();
  const ways = page.getByRole("list", { name: "Ways to sign in" });
  await ways.getByText("Viewer@Kruncher.test · linked").waitFor();
  expect(await page.getByRole("list", { name: "Sessions" }).textContent()).toContain("with Acme SSO");
  expect(await axe(page)).toEqual([]);
  const actions = (await rig.auditLog("kruncher")).map(({ action }) => action);
  expect(actions).toContain("account.linked");

  // The address there has changed since: the provider's name for the person still is the same.
  rig.oidc.accounts.set(account, { email: "married@elsewhere.test", email_verified: false });
  const again = rig.session();
  await again.follow(await rig.answerOf(await again.beginSignIn("oidc", "/profile"), account));
  expect(await profileOf(again)).toContain("viewer@kruncher.test");

  await page.reload();
  await ways.getByRole("button", { name: "Unlink Acme SSO account married@elsewhere.test" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Unlink" }).click();
  await page.getByText("Acme SSO account unlinked").waitFor();
  expect(await ways.getByText("married@elsewhere.test").count()).toBe(0);
  // Browsers that came in with it are out, but for the one that asked.
  expect((await again.fetch("/profile")).status).toBe(307);
  const late = rig.session();
  const { url } = await late.follow(await rig.answerOf(await late.beginSignIn("oidc", "/profile"), account));
  expect(url.searchParams.get("error")).toBe("unverified");
});

test("a stranger is told so, and joins once they are invited", async () => {
  const account = unique();
  const email = `${account}@example.com`;
  rig.oidc.accounts.set(account, { email, email_verified: true, name: "Nora Newcomer" });
  const page = await pressed("Continue with Acme SSO", "/sign-in");
  await page.getByRole("link", { name: account }).click();
  await page.getByRole("alert").getByText("Nobody here has the address of that account.").waitFor();
  expect(await axe(page)).toEqual([]);

  const link = await rig.invite("crondb", email);
  await page.goto(link);
  await page.getByRole("button", { name: "Continue with Acme SSO" }).click();
  await page.getByRole("button", { name: "Join Crondb" }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
  await page.goto("/profile");
  await page.getByText(`${email} · linked`).waitFor();
  await page.getByText("None yet. Set one below.").waitFor();
  expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Nora Newcomer");
  // Somebody without a password sets one, and signs in with it from then on too.
  await page.getByLabel("New password").fill("correct horse battery staple");
  await page.getByRole("button", { name: "Set password" }).click();
  await page.getByText("Every other browser is signed out.").waitFor();
  expect((await rig.session().signIn(email, "correct horse battery staple")).status).toBe(200);
});

test("who is invited finds the invitation after signing in without its link", async () => {
  const account = unique();
  const email = `${account}@example.com`;
  rig.oidc.accounts.set(account, { email, email_verified: true });
  await rig.invite("kaunt", email);
  const page = await pressed("Continue with Acme SSO", "/sign-in");
  await page.getByRole("link", { name: account }).click();
  await page.getByRole("heading", { name: "You are invited" }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole("button", { name: "Join Kaunt" }).click();
  await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();
});

test("an account that somebody else has made in one's name opens to them no more", async () => {
  const account = unique();
  const email = `${account}@example.com`;
  // An admin elsewhere invites the person, opens the link to copy, and chooses a password.
  const thief = await openPage({ baseUrl: rig.app.url });
  await thief.goto(await rig.invite("crondb", email));
  await thief.getByLabel("Your name").fill("Not Me");
  await thief.getByLabel("Password").fill("the thief's own password");
  await thief.getByRole("button", { name: "Join Crondb" }).click();
  await thief.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor();

  rig.oidc.accounts.set(account, { email, email_verified: true });
  const person = rig.session();
  await person.follow(await rig.answerOf(await person.beginSignIn("oidc", "/profile"), account));
  expect(await profileOf(person)).toContain(email);
  await thief.goto("/profile");
  await thief.waitForURL(/sign-in/);
  expect((await rig.session().signIn(email, "the thief's own password")).status).toBe(401);
});

describe("with GitHub", () => {
  const someone = (emails: [email: string, primary: boolean, verified: boolean][], email: string | null = null) => {
    const id = Number.parseInt(unique(), 16);
    const list = emails.map(([address, primary, verified]) => ({
      ...{ email: address, primary, verified },
      visibility: primary ? "private" : null,
    }));
    return { id, login: `octo-${id}`, name: null, email, emails: list };
  };

  test("the primary verified address counts", async () => {
    rig.gitHub.state.account = someone([
      ["octocat@users.noreply.github.com", false, true],
      ["viewer@crondb.test", true, true],
    ]);
    const page = await pressed("Continue with GitHub", "/sign-in?to=/profile");
    await page.getByText("viewer@crondb.test · linked").waitFor();
    expect(await page.getByRole("list", { name: "Sessions" }).textContent()).toContain("with GitHub");
  });

  test.each([
    { what: "an unverified one", account: someone([["owner@crondb.test", true, false]]) },
    { what: "a secondary one", account: someone([["owner@crondb.test", false, true]]) },
    { what: "the public profile's", account: someone([], "owner@crondb.test") },
    { what: "none that may be seen", account: { ...someone([], "owner@crondb.test"), emails: null } },
  ])("$what does not", async ({ account }) => {
    rig.gitHub.state.account = account;
    const session = rig.session();
    const answer = await fetch(await session.beginSignIn("github", "/profile"), { redirect: "manual" });
    const { url } = await session.follow(answer.headers.get("location") ?? "");
    expect(url.searchParams.get("error")).toBe("unverified");
    expect((await session.fetch("/profile")).status).toBe(307);
  });
});
