import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { signInProvider } from "#lib/auth/providers";
import { SIGN_IN_PROBLEMS, signInProblem } from "#lib/auth/sign-in-refusal";
import { readConfig } from "#lib/config";

const base = {
  NODE_ENV: "production" as const,
  DATABASE_URL: "postgres://localhost/x",
  POSTHORN_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
};
const read = (env: Record<string, string>) => readConfig({ ...base, ...env });
const GITHUB = { POSTHORN_GITHUB_CLIENT_ID: "id", POSTHORN_GITHUB_CLIENT_SECRET: "secret" };
const GOOGLE = { POSTHORN_GOOGLE_CLIENT_ID: "id", POSTHORN_GOOGLE_CLIENT_SECRET: "secret" };
const OIDC = {
  POSTHORN_OIDC_ISSUER: "https://id.example.com/realms/a/",
  POSTHORN_OIDC_CLIENT_ID: "id",
  POSTHORN_OIDC_CLIENT_SECRET: "secret",
};

test("only providers that are configured are there", () => {
  expect(read({}).providers).toEqual([]);
  const { providers } = read({ ...OIDC, ...GITHUB, ...GOOGLE, POSTHORN_OIDC_NAME: "Acme SSO" });
  expect(providers.map(({ id, name, issuer }) => [id, name, issuer])).toEqual([
    ["google", "Google", "https://accounts.google.com"],
    ["github", "GitHub", "https://github.com"],
    ["oidc", "Acme SSO", "https://id.example.com/realms/a"],
  ]);
});

describe("half a configuration is refused, naming what is missing", () => {
  const all = { ...GITHUB, ...GOOGLE, ...OIDC };
  test.each(Object.keys(all))("%s", (name) => {
    expect(() => read({ ...all, [name]: "" })).toThrow(
      new RegExp(`^${name} is not set: signing in .+ needs .+ and .+\\.$`),
    );
  });

  test("also where only an optional setting is there", () => {
    expect(() => read({ POSTHORN_OIDC_NAME: "Acme" })).toThrow("POSTHORN_OIDC_ISSUER is not set");
    expect(() => read({ POSTHORN_GITHUB_URL: "https://git.example.com" })).toThrow("POSTHORN_GITHUB_CLIENT_ID");
  });
});

test.each([
  "id.example.com",
  "http://id.example.com",
  "ftp://id.example.com",
  "https://a:b@id.example.com",
  "https://x/?a",
])("%s is no issuer", (issuer) => {
  expect(() => read({ ...OIDC, POSTHORN_OIDC_ISSUER: issuer })).toThrow(/^POSTHORN_OIDC_ISSUER is not valid: .+\.$/);
});

test("state and PKCE are checked always, and the nonce wherever there is an ID token", () => {
  const { providers } = read({ ...GITHUB, ...GOOGLE, ...OIDC, POSTHORN_GITHUB_URL: "https://git.example.com/" });
  const [google, gitHub, oidc] = providers.map(signInProvider);
  expect(google?.checks).toEqual(["pkce", "state", "nonce"]);
  expect(oidc?.checks).toEqual(["pkce", "state", "nonce"]);
  expect(gitHub?.checks).toEqual(["pkce", "state"]);
  expect(google).toMatchObject({
    idToken: true,
    wellKnown: "https://accounts.google.com/.well-known/openid-configuration",
  });
  expect(gitHub).toMatchObject({
    token: "https://git.example.com/login/oauth/access_token",
    userinfo: { url: "https://git.example.com/api/v3/user" },
  });
  const [plain] = read(GITHUB).providers.map(signInProvider);
  expect(plain).toMatchObject({ userinfo: { url: "https://api.github.com/user" } });
});

test("a key that anybody can guess is refused outside of the demo", () => {
  const keys = {
    zeros: Buffer.alloc(32),
    "one byte": Buffer.alloc(32, 7),
    counted: Buffer.from(Array.from({ length: 32 }, (_, index) => index)),
    "counted down": Buffer.from(Array.from({ length: 32 }, (_, index) => 255 - index * 3)),
    "two in turn": Buffer.from("deadbeef".repeat(8), "hex"),
    text: Buffer.from("tests only, thirty-two bytes lon"),
  };
  for (const [what, key] of Object.entries(keys)) {
    const env = { POSTHORN_ENCRYPTION_KEY: key.toString("base64") };
    expect(() => read(env), what).toThrow(/^POSTHORN_ENCRYPTION_KEY "k1" can be guessed/);
    expect(read({ ...env, POSTHORN_DEMO: "1" }).demo).toBe(true);
    // Also as one that only opens what older data is sealed with.
    const both = `k2:${base.POSTHORN_ENCRYPTION_KEY},k1:${key.toString("base64")}`;
    expect(() => read({ POSTHORN_ENCRYPTION_KEY: both }), what).toThrow('"k1" can be guessed');
  }
});

test("the networks of proxies can be named, left to the default, or none", () => {
  expect(read({}).trustedProxies.length).toBeGreaterThan(3);
  expect(read({ POSTHORN_TRUSTED_PROXIES: "none" }).trustedProxies).toEqual([]);
  expect(read({ POSTHORN_TRUSTED_PROXIES: "192.0.2.1/32, 2001:db8::/32" }).trustedProxies).toHaveLength(2);
  expect(() => read({ POSTHORN_TRUSTED_PROXIES: "everybody" })).toThrow("POSTHORN_TRUSTED_PROXIES must be CIDRs");
});

test("whatever an address says went wrong, it is one of our sentences", () => {
  for (const word of ["OAuthCallback", "stranger", "__proto__", "constructor", "<script>", ""]) {
    expect(Object.values(SIGN_IN_PROBLEMS)).toContain(SIGN_IN_PROBLEMS[signInProblem(word)]);
  }
});
