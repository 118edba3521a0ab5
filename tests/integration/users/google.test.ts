import NextAuth from "next-auth";
import { expect, test } from "vitest";
import { authOptions } from "#lib/auth/auth-options";
import { signInProvider } from "#lib/auth/providers";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import { HttpSession } from "#tests/support/http-session";
import { OIDC_CLIENT, startIdentityProvider } from "#tests/support/identity-provider";

// Google's settings with another issuer in its place: all that a button for Google does, but for Google.

Object.assign(process.env, {
  POSTHORN_URL: "http://localhost:4199",
  POSTHORN_GOOGLE_CLIENT_ID: OIDC_CLIENT.id,
  POSTHORN_GOOGLE_CLIENT_SECRET: OIDC_CLIENT.secret,
});
await createTestDatabase();
const google = await startIdentityProvider("http://localhost:4199/api/auth/callback/google");

const cookies: Record<string, string> = {};

/** Calls next-auth with our options as its route does. @returns where it sends the browser, and what it says */
async function call(
  method: string,
  action: string[],
  query: Record<string, string>,
  body: Record<string, string> = {},
) {
  const settings = config().providers.find(({ id }) => id === "google");
  if (!settings) throw new Error("Google is not configured.");
  const options = authOptions({ id: "test", address: null, userAgent: null });
  options.providers = [signInProvider({ ...settings, issuer: google.issuer })];
  const headers = new Map<string, string[]>();
  let answer: unknown;
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name),
    setHeader: (name: string, value: string | string[]) => {
      headers.set(name, [value].flat());
      return response;
    },
    end: () => response,
    send: (text: unknown) => {
      answer = text;
    },
    json: (value: unknown) => {
      answer = value;
    },
  };
  const request = { method, query: { nextauth: action, ...query }, body, cookies: { ...cookies }, headers: {} };
  await NextAuth(request as never, response as never, options);
  for (const line of headers.get("Set-Cookie") ?? []) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    cookies[name] = decodeURIComponent(value);
  }
  return { location: headers.get("Location")?.[0] ?? "", answer };
}

test("Continue with Google signs in and links, by the same checks", async () => {
  const email = `person-${newId()}@example.com`;
  const user = await db().user.create({ data: { id: newId(), name: "Somebody", email, emailVerifiedAt: new Date() } });
  google.accounts.set("somebody", { email, email_verified: true, name: "Somebody" });
  const { csrfToken } = (await call("GET", ["csrf"], {})).answer as { csrfToken: string };
  const { location: question } = await call("POST", ["signin", "google"], {}, { csrfToken, callbackUrl: "/profile" });
  expect(Object.fromEntries(new URL(question).searchParams)).toMatchObject({
    scope: "openid email profile",
    response_type: "code",
    code_challenge_method: "S256",
    nonce: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
  });
  const browser = new HttpSession(google.issuer);
  const { url: interaction } = await browser.follow(question);
  const { url } = await browser.follow(`${interaction.pathname}/as/somebody`);
  const { location } = await call("GET", ["callback", "google"], Object.fromEntries(url.searchParams));
  expect(location).toBe("http://localhost:4199/profile");
  const linked = { provider: "google", issuer: google.issuer, subject: "somebody", label: email };
  expect(await db().linkedAccount.findMany({ where: { userId: user.id } })).toMatchObject([linked]);
  expect(await db().session.findMany({ where: { userId: user.id } })).toMatchObject([{ method: "google" }]);
});
