import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPage } from "#tests/support/browser";
import type { HttpSession } from "#tests/support/http-session";
import { type SignInApp, startSignInApp } from "#tests/support/sign-in-app";

// What must not sign anybody in (fault 58), over HTTP as a script would do it.

let rig: SignInApp;
beforeAll(async () => {
  rig = await startSignInApp();
});
afterAll(() => rig.app.remove());

const KNOWN = { email: "viewer@kaunt.test", email_verified: true, name: "Known" };

/** Somebody new at the provider. */
function account(claims: Record<string, unknown>): string {
  const id = crypto.randomUUID().slice(0, 8);
  rig.oidc.accounts.set(id, claims);
  return id;
}

/** Where a session ends up with the provider's answer, and whether it is signed in then. */
async function outcome(session: HttpSession, answer: string) {
  const { url } = await session.follow(answer);
  return { path: url.pathname, error: url.searchParams.get("error"), isIn: await isIn(session) };
}

const isIn = async (session: HttpSession) => (await session.fetch("/profile")).status === 200;
const REFUSED = { path: "/sign-in", isIn: false };

async function answered(session: HttpSession, id: string, to = "/profile"): Promise<string> {
  return rig.answerOf(await session.beginSignIn("oidc", to), id);
}

describe("an answer signs in only the browser that asked", () => {
  test("with another state", async () => {
    const session = rig.session();
    const answer = new URL(await answered(session, account(KNOWN)));
    answer.searchParams.set("state", "x".repeat(43));
    expect(await outcome(session, answer.href)).toEqual({ ...REFUSED, error: "OAuthCallback" });
  });

  test("with no state", async () => {
    const session = rig.session();
    const answer = new URL(await answered(session, account(KNOWN)));
    answer.searchParams.delete("state");
    expect(await outcome(session, answer.href)).toEqual({ ...REFUSED, error: "OAuthCallback" });
  });

  test("in a browser that did not ask, or asked something else", async () => {
    const answer = await answered(rig.session(), account(KNOWN));
    expect(await outcome(rig.session(), answer)).toEqual({ ...REFUSED, error: "OAuthCallback" });
    const other = rig.session();
    await other.beginSignIn("oidc", "/profile");
    expect(await outcome(other, answer)).toEqual({ ...REFUSED, error: "OAuthCallback" });
  });

  test("and at the provider it was asked of", async () => {
    const session = rig.session();
    const answer = new URL(await answered(session, account(KNOWN)));
    answer.pathname = "/api/auth/callback/github";
    expect(await outcome(session, answer.href)).toEqual({ ...REFUSED, error: "OAuthCallback" });
  });

  test("and once: neither it nor a copy of the browser's cookies is of use again", async () => {
    const session = rig.session();
    const answer = await answered(session, account(KNOWN));
    const copy = session.copy();
    expect(await outcome(session, answer)).toEqual({ path: "/profile", error: null, isIn: true });
    expect(await outcome(copy, answer)).toEqual({ ...REFUSED, error: "OAuthCallback" });
    await session.signOut();
    expect(await outcome(session, answer)).toEqual({ ...REFUSED, error: "OAuthCallback" });
  });
});

describe("a token that the provider has signed is refused", () => {
  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

  test("unless nothing in it was changed", async () => {
    const session = rig.session();
    const answer = await answered(session, account(KNOWN));
    rig.oidc.state.lies = {};
    try {
      expect((await outcome(session, answer)).isIn).toBe(true);
    } finally {
      rig.oidc.state.lies = null;
    }
  });

  test.each([
    { what: "for another nonce", lies: () => ({ nonce: "x".repeat(43) }) },
    { what: "for no nonce", lies: () => ({ nonce: undefined }) },
    { what: "for another client", lies: () => ({ aud: "somebody-else" }) },
    {
      what: "for several, of whom we are not the one it was given to",
      lies: () => ({ aud: ["posthorn", "x"], azp: "x" }),
    },
    { what: "by another issuer", lies: () => ({ iss: "https://accounts.google.com" }) },
    { what: "that has expired", lies: () => ({ exp: inSeconds(-60) }) },
    { what: "from the future", lies: () => ({ iat: inSeconds(600), nbf: inSeconds(600) }) },
  ])("$what", async ({ lies }) => {
    const session = rig.session();
    const answer = await answered(session, account(KNOWN));
    rig.oidc.state.lies = lies();
    try {
      expect(await outcome(session, answer)).toEqual({ ...REFUSED, error: "OAuthCallback" });
    } finally {
      rig.oidc.state.lies = null;
    }
  });
});

describe("an address counts only as the provider's verified, plain one", () => {
  test.each([
    { what: "not verified", claims: { email: "owner@kaunt.test", email_verified: false } },
    { what: "verified, but not said to be", claims: { email: "owner@kaunt.test" } },
    { what: "with a full-width @", claims: { email: "owner＠kaunt.test", email_verified: true } },
    { what: "with a letter that looks alike", claims: { email: "оwner@kaunt.test", email_verified: true } },
    { what: "one of two", claims: { email: "owner@kaunt.test,thief@example.com", email_verified: true } },
    { what: "missing", claims: { email_verified: true } },
  ])("$what", async ({ claims }) => {
    const session = rig.session();
    expect(await outcome(session, await answered(session, account(claims)))).toEqual({
      ...REFUSED,
      error: "unverified",
    });
  });

  test("verified in words, as some write it", async () => {
    const session = rig.session();
    const id = account({ email: "developer@kaunt.test", email_verified: "true" });
    expect((await outcome(session, await answered(session, id))).isIn).toBe(true);
  });

  test("of nobody we know", async () => {
    const session = rig.session();
    const id = account({ email: `${crypto.randomUUID()}@example.com`, email_verified: true });
    expect(await outcome(session, await answered(session, id))).toEqual({ ...REFUSED, error: "stranger" });
  });
});

test("a session that was fixed before is not the one that is signed in", async () => {
  const known = rig.session();
  await known.signIn("developer@kaunt.test", rig.passwordOf("developer@kaunt.test"));
  const victim = known.copy();
  const name = "next-auth.session-token";
  expect((await outcome(victim, await answered(victim, account(KNOWN)))).isIn).toBe(true);
  expect(victim.cookie(name)).not.toBe(known.cookie(name));
  expect(await (await known.fetch("/profile")).text()).toContain("developer@kaunt.test");
});

test.each(["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/api/auth/signout"])(
  "afterwards it leads to a page of ours, not to %s",
  async (to) => {
    const session = rig.session();
    const question = await session.beginSignIn("oidc", to);
    if (question.origin !== new URL(rig.oidc.issuer).origin) {
      expect(question.origin).toBe(rig.app.url);
      return;
    }
    const answer = await session.fetch(await rig.answerOf(question, account(KNOWN)));
    expect(new URL(answer.headers.get("location") ?? "", rig.app.url).origin).toBe(rig.app.url);
  },
);

test("what the provider is asked can't be changed from outside", async () => {
  const query = "?scope=openid&redirect_uri=https%3A%2F%2Fevil.example&code_challenge=x&state=y&client_id=z";
  const { searchParams } = await rig.session().beginSignIn("oidc", "/", { query });
  expect(searchParams.get("scope")).toBe("openid email profile");
  expect(searchParams.get("redirect_uri")).toBe(`${rig.app.url}/api/auth/callback/oidc`);
  expect(searchParams.get("client_id")).toBe("posthorn");
  expect(searchParams.get("code_challenge_method")).toBe("S256");
  for (const name of ["state", "nonce", "code_challenge"]) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
});

test("a provider that is away is a sentence, before and after one went there", async () => {
  const page = await openPage({ baseUrl: rig.app.url });
  await page.goto("/sign-in");
  const session = rig.session();
  const answer = await answered(session, account(KNOWN));
  rig.oidc.state.away = true;
  try {
    await page.getByRole("button", { name: "Continue with Acme SSO" }).click();
    await page.getByText("The provider does not answer at the moment.").waitFor();
    expect(await outcome(session, answer)).toMatchObject(REFUSED);
  } finally {
    rig.oidc.state.away = false;
  }
});

test("who declines at the provider, or brings any other error along, gets a sentence", async () => {
  const session = rig.session();
  for (const [word, sentence] of [
    ["access_denied", "You were not signed in, since the provider was not allowed to say who you are."],
    ["<script>alert(1)</script>", "The provider&#x27;s answer could not be used"],
  ]) {
    await session.beginSignIn("oidc", "/profile");
    const { url, answer } = await session.follow(`/api/auth/callback/oidc?error=${encodeURIComponent(word ?? "")}`);
    expect(url.pathname).toBe("/sign-in");
    const html = await answer?.text();
    expect(html).toContain(sentence);
    expect(html).not.toContain("<script>alert(1)");
  }
});

test("the providers' endpoints are limited by address", async () => {
  const session = rig.session();
  const headers = { "x-forwarded-for": "203.0.113.77" };
  const statuses = new Set<number>();
  let last: Response | undefined;
  for (let tries = 0; tries < 101; tries++) {
    last = await session.fetch("/api/auth/callback/oidc?code=x&state=y", { headers });
    statuses.add(last.status);
  }
  expect(new URL(last?.headers.get("location") ?? "").searchParams.get("error")).toBe("rate_limited");
  expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect([...statuses].every((status) => status < 500)).toBe(true);
  // Others go on.
  expect((await outcome(rig.session(), `${rig.app.url}/api/auth/callback/oidc`)).error).not.toBe("rate_limited");
});

test("nobody writes into our log through next-auth", async () => {
  const body = new URLSearchParams({ level: "error", code: "PLANTED", message: "planted line" });
  expect((await rig.session().fetch("/api/auth/_log", { method: "POST", body })).status).toBe(200);
  expect(rig.app.output()).not.toContain("planted line");
  expect(rig.app.output()).not.toMatch(/\n\s+at /);
});
