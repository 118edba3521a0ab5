import { expect, test } from "vitest";
import { app } from "#tests/support/browser";
import { HttpSession, signedIn } from "#tests/support/http-session";
import { postAction, type ServerAction, serverActions } from "#tests/support/server-actions";

// Fault 58, over HTTP as a script would do it. Other ways in than a password: providers, provider-faults and mail-links.

const SLUG = "kaunt";
const PASSWORD = "correct horse battery staple";

/** Calls the API as the workspace. */
async function api(method: string, path: string, body?: unknown) {
  const answer = await fetch(`${app().url}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${app().demo.products[SLUG]?.apiKey}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect(answer.status, `${method} ${path}`).toBeLessThan(300);
  return answer.status === 204 ? null : answer.json();
}

async function action(name: string): Promise<ServerAction> {
  const found = (await serverActions()).find((one) => one.name === name);
  if (!found) throw new Error(`The build has no ${name}.`);
  return found;
}

/** A new member of the workspace, signed in. */
async function newcomer(role: string) {
  const email = `new-${crypto.randomUUID()}@example.com`;
  const { url } = await api("POST", "/invitations", { email, role });
  const token = new URL(url).pathname.split("/").at(-1);
  const session = new HttpSession();
  const join = await action("joinByInvitationAction");
  const joined = await postAction(session, join, SLUG, [token, null, { name: "Nora New", password: PASSWORD }]);
  expect(joined.ok, joined.message ?? "").toBe(true);
  expect((await session.signIn(email, PASSWORD)).status).toBe(200);
  return { session, email };
}

/** Each test comes from an address of its own, so that it uses up nobody else's tries. */
const from = (address: string) => ({ "x-forwarded-for": address });

test("a thousand wrong tries: refused with Retry-After, alike for an account and for none, and the rest goes on", async () => {
  const answers = await Promise.all(
    ["viewer@crondb.test", "nobody@crondb.test"].map(async (email, index) => {
      const session = new HttpSession();
      const statuses: number[] = [];
      const attempt = (tries: number) => session.signIn(email, `wrong ${tries}`, from(`203.0.113.${index + 1}`));
      for (let tries = 0; tries < 1000; tries++) statuses.push((await attempt(tries)).status);
      const last = await attempt(1000);
      expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
      const { message } = (await last.json()) as { message: string };
      return { refused: statuses.filter((status) => status === 401).length, message: message.replace(/\d+/, "N") };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]?.refused).toBe(10);
  // The right password does not help now, from nowhere.
  const account = app().demo.users.find(({ email }) => email === "viewer@crondb.test");
  const late = await new HttpSession().signIn(account?.email ?? "", account?.password ?? "", from("203.0.113.3"));
  expect(late.status).toBe(429);
  await signedIn("viewer", "kaunt");
});

test.each(["owner＠acme.test", "owner@acme.test\u0000", "owner@acme.test,thief@example.com", "ｏwner@acme.test", " "])(
  "%j is nobody",
  async (email) => {
    const password = app().demo.users.find((user) => user.email === "owner@acme.test")?.password ?? "";
    expect((await new HttpSession().signIn(email, password, from("203.0.113.4"))).status).toBe(401);
  },
);

test("gives a session of its own, whatever cookie was there before (fixation)", async () => {
  const known = await signedIn("developer", "kaunt");
  const name = "next-auth.session-token";
  const victim = new HttpSession();
  victim.setCookie(name, known.cookie(name) ?? "");
  const admin = app().demo.users.find(({ email }) => email === "admin@kaunt.test");
  expect((await victim.signIn(admin?.email ?? "", admin?.password ?? "")).status).toBe(200);
  expect(victim.cookie(name)).not.toBe(known.cookie(name));
  // The cookie that the attacker knows still is the attacker's.
  const page = await (await known.fetch("/profile", { headers: { accept: "text/html" } })).text();
  expect(page).toContain("developer@kaunt.test");
  expect(page).not.toContain("admin@kaunt.test");
});

test("a copied cookie is worthless after signing out", async () => {
  const session = await signedIn("viewer", "kaunt");
  const thief = session.copy();
  expect((await thief.fetch("/profile")).status).toBe(200);
  await session.signOut();
  expect((await thief.fetch("/profile")).status).toBe(307);
});

test("a copied cookie is worthless after its person has signed out everywhere, or changed the password", async () => {
  for (const name of ["endAllSessionsAction", "changePasswordAction"]) {
    const { session } = await newcomer("viewer");
    const thief = session.copy();
    expect((await thief.fetch("/profile")).status).toBe(200);
    const args = name === "changePasswordAction" ? [{ current: PASSWORD, next: `${PASSWORD} two` }] : [];
    expect((await postAction(session, await action(name), SLUG, args)).ok, name).toBe(true);
    for (const one of [thief, session]) expect((await one.fetch("/profile")).status, name).toBe(307);
  }
});

test("a copied cookie can do no more than its person may do now", async () => {
  const { session, email } = await newcomer("admin");
  const thief = session.copy();
  const adminsPage = `/${SLUG}/settings/audit-log`;
  expect((await thief.fetch(adminsPage)).status).toBe(200);
  const { data } = await api("GET", "/members?limit=100");
  const path = `/members/${data.find((member: { email: string }) => member.email === email).id}`;
  await api("PATCH", path, { role: "viewer" });
  expect((await thief.fetch(adminsPage)).status).toBe(404);
  expect((await thief.fetch(`/${SLUG}/settings/members`)).status).toBe(200);
  await api("DELETE", path);
  expect((await thief.fetch(`/${SLUG}/settings/members`)).status).toBe(404);
});

test("is not done for pages of other sites", async () => {
  const user = app().demo.users.find(({ email }) => email === "viewer@kaunt.test");
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "cross-site", origin: app().url },
  ]) {
    const answer = await new HttpSession().signIn(user?.email ?? "", user?.password ?? "", headers);
    expect(answer.status).toBe(403);
    expect(answer.headers.getSetCookie().join()).not.toContain("session-token");
  }
});

test("sets cookies that scripts and other sites do not get", async () => {
  const session = new HttpSession();
  const user = app().demo.users.find(({ email }) => email === "viewer@kaunt.test");
  const answer = await session.signIn(user?.email ?? "", user?.password ?? "");
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith("next-auth.session-token"));
  expect(cookie).toMatch(/HttpOnly/i);
  expect(cookie).toMatch(/SameSite=Lax/i);
  expect(cookie).toMatch(/Path=\//i);
});

test("leads only to pages of ours (open redirects)", async () => {
  const session = await signedIn("viewer", "kaunt");
  for (const to of [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
  ]) {
    const answer = await session.fetch(`/sign-in?to=${encodeURIComponent(to)}`, { headers: { accept: "text/html" } });
    const location = new URL(answer.headers.get("location") ?? "/", app().url);
    expect(location.origin, to).toBe(new URL(app().url).origin);
  }
  const { csrfToken } = (await (await session.fetch("/api/auth/csrf")).json()) as { csrfToken: string };
  const body = new URLSearchParams({ csrfToken, callbackUrl: "https://evil.example/", json: "true" });
  const out = await session.fetch("/api/auth/signout", { method: "POST", body });
  expect(await out.text()).not.toContain("evil.example");
});
