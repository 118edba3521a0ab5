import { expect, test, vi } from "vitest";
import { authenticate } from "#lib/auth/authenticate";
import { signInWithProvider } from "#lib/auth/sign-in-with-provider";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";
import { spendSignInLink } from "#lib/sign-in-links/spend-link";
import { createOneTimeToken } from "#lib/tokens/one-time-token";
import { listWaysIn, unlinkAccount } from "#lib/users/linked-accounts";
import { hashPassword } from "#lib/users/password";
import { createTestDatabase } from "#tests/support/database";

/** Counts what is computed; the real library computes it. */
const verified = vi.hoisted(() => ({ hashes: [] as string[] }));
vi.mock("@node-rs/argon2", async (original) => {
  const real = await original<typeof import("@node-rs/argon2")>();
  return {
    ...real,
    verify: (...args: Parameters<typeof real.verify>) => {
      verified.hashes.push(String(args[0]));
      return real.verify(...args);
    },
  };
});

Object.assign(process.env, { POSTHORN_GITHUB_CLIENT_ID: "id", POSTHORN_GITHUB_CLIENT_SECRET: "secret" });
await createTestDatabase();

const visitor = (address = `192.0.2.${Math.floor(Math.random() * 250)}`) => ({ id: "test", address, userAgent: null });
const unique = () => `person-${newId()}@example.com`;
const GITHUB = "https://github.com";

async function createUser(values: { password?: string; proven?: boolean } = {}) {
  const { password, proven = true } = values;
  return db().user.create({
    data: {
      id: newId(),
      name: "Somebody",
      email: unique(),
      emailVerifiedAt: proven ? new Date() : null,
      passwordHash: password ? await hashPassword(password) : null,
    },
  });
}

const asCurrent = ({ id, name, email }: { id: string; name: string; email: string }) => ({
  ...{ id, name, email },
  isOperator: false,
  sessionId: newId(),
});

/** What a wrong password makes the server do: queries, and the hashes it computes by their parameters. */
async function workOf(email: string) {
  verified.hashes.length = 0;
  const find = vi.spyOn(db().user, "findUnique");
  try {
    expect(await authenticate({ email, password: "wrong password" }, visitor())).toBeNull();
    const parameters = verified.hashes.map((hash) => hash.split("$").slice(0, 4).join("$"));
    return { queries: find.mock.calls.length, parameters };
  } finally {
    find.mockRestore();
  }
}

test("a wrong password is the same work for an account, for one without a password, and for nobody (fault 58)", async () => {
  const account = await workOf((await createUser({ password: "correct horse battery" })).email);
  const passwordless = await workOf((await createUser()).email);
  const nobody = await workOf(unique());
  expect(account).toEqual({ queries: 1, parameters: ["$argon2id$v=19$m=19456,t=2,p=1"] });
  expect(passwordless).toEqual(account);
  expect(nobody).toEqual(account);
});

test("a thousand wrong passwords compute ten hashes for an account, and a hundred for an address", async () => {
  const { email } = await createUser({ password: "correct horse battery" });
  verified.hashes.length = 0;
  const tries = (count: number, run: (nth: number) => Promise<unknown>) =>
    Promise.allSettled(Array.from({ length: count }, (_, nth) => run(nth)));
  const one = await tries(1000, (nth) =>
    authenticate({ email, password: `wrong ${nth}` }, visitor(`198.51.100.${nth % 250}`)),
  );
  expect(verified.hashes).toHaveLength(10);
  expect(one.filter(({ status }) => status === "rejected")).toHaveLength(990);
  verified.hashes.length = 0;
  const many = await tries(1000, () => authenticate({ email: unique(), password: "wrong" }, visitor("203.0.113.200")));
  expect(verified.hashes).toHaveLength(100);
  expect(many.filter(({ status }) => status === "rejected")).toHaveLength(900);
}, 120_000);

test("another issuer's account of the same name is somebody else", async () => {
  const [first, second] = [await createUser(), await createUser()];
  const claims = (iss: string, email: string) => ({ iss, sub: "1", email, email_verified: true });
  const signIn = (iss: string, email: string) => signInWithProvider("oidc", claims(iss, email), visitor());
  expect((await signIn("https://one.example", first.email)).id).toBe(first.id);
  expect((await signIn("https://two.example", second.email)).id).toBe(second.id);
  expect((await signIn("https://one.example", second.email)).id).toBe(first.id);
});

test("two first sign-ins at once link one account once", async () => {
  const user = await createUser();
  const claims = { iss: GITHUB, sub: newId(), email: user.email, email_verified: true };
  await Promise.allSettled([1, 2, 3].map(() => signInWithProvider("github", claims, visitor())));
  expect(await db().linkedAccount.count({ where: { userId: user.id } })).toBe(1);
  expect((await signInWithProvider("github", claims, visitor())).id).toBe(user.id);
});

test.each([
  null,
  "x",
  {},
  { iss: GITHUB },
  { iss: GITHUB, sub: "" },
  { iss: GITHUB, sub: 5 },
  { iss: GITHUB, sub: "x".repeat(300) },
  { iss: GITHUB, sub: "1", email: { $ne: "" }, email_verified: true },
])("an answer that is no claim about anybody is refused: %j", async (answer) => {
  await expect(signInWithProvider("github", answer, visitor())).rejects.toMatchObject({ problem: "incomplete" });
});

test("a person's last way in is not unlinked, nor anybody else's at all", async () => {
  const user = await createUser();
  const link = (email: string) =>
    signInWithProvider(
      "github",
      { iss: GITHUB, sub: newId(), email, email_verified: true, name: "\u0000\ud800" },
      visitor(),
    );
  await link(user.email);
  const person = asCurrent(user);
  const [only] = (await listWaysIn(person)).accounts;
  await expect(unlinkAccount(person, only?.id ?? "", visitor())).rejects.toMatchObject({ code: "conflict" });
  const stranger = asCurrent(await createUser({ password: "correct horse battery" }));
  await expect(unlinkAccount(stranger, only?.id ?? "", visitor())).rejects.toMatchObject({ code: "not_found" });

  await link(user.email);
  const { accounts } = await listWaysIn(person);
  expect(accounts).toHaveLength(2);
  // Of both at once, one stays.
  const outcomes = await Promise.allSettled(accounts.map(({ id }) => unlinkAccount(person, id, visitor())));
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await db().user.update({ where: { id: user.id }, data: { passwordHash: "x" } });
  const [last] = (await listWaysIn(person)).accounts;
  await unlinkAccount(person, last?.id ?? "", visitor());
  expect((await listWaysIn(person)).accounts).toEqual([]);
});

test("an account of a provider that is not configured any more is no way in", async () => {
  const user = await createUser();
  const row = (provider: string) => ({
    id: newId(),
    userId: user.id,
    provider,
    issuer: newId(),
    subject: "1",
    label: "x",
  });
  await db().linkedAccount.createMany({ data: [row("google"), row("github")] });
  const { accounts } = await listWaysIn(asCurrent(user));
  expect(accounts.map(({ provider, works }) => [provider, works])).toEqual([
    ["google", false],
    ["GitHub", true],
  ]);
  await expect(unlinkAccount(asCurrent(user), accounts[1]?.id ?? "", visitor())).rejects.toMatchObject({
    code: "conflict",
  });
  await unlinkAccount(asCurrent(user), accounts[0]?.id ?? "", visitor());
});

test("a mailed link works once, in its time, for what it was made for, and not for who is gone", async () => {
  const user = await createUser();
  const make = async (purpose: string, minutes: number, email = user.email) => {
    const { token, hash } = createOneTimeToken();
    const expiresAt = new Date(Date.now() + minutes * 60_000);
    await db().signInLink.create({ data: { id: newId(), purpose, email, tokenHash: hash, target: "/", expiresAt } });
    return token;
  };
  const good = await make("sign-in", 15);
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => spendSignInLink(good, visitor())));
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  for (const token of [
    good,
    await make("sign-in", -1),
    await make("password", 15),
    await make("sign-in", 15, unique()),
    "x",
    "",
    undefined,
    { $ne: "" },
    "x".repeat(5000),
  ]) {
    await expect(spendSignInLink(token, visitor())).rejects.toMatchObject({ problem: "link" });
  }
});

test("the first proof of an address ends what opened the account before, and later ones end nothing", async () => {
  const user = await createUser({ password: "the thief's own password", proven: false });
  await db().session.create({ data: { id: newId(), userId: user.id, method: "password" } });
  const link = { id: newId(), userId: user.id, provider: "google", issuer: "x", subject: newId(), label: "thief" };
  await db().linkedAccount.create({ data: link });
  const claims = { iss: GITHUB, sub: newId(), email: user.email, email_verified: true };
  const person = await signInWithProvider("github", claims, visitor());
  expect(person.sessionVersion).toBe(user.sessionVersion + 1);
  const state = () =>
    db().user.findUniqueOrThrow({
      where: { id: user.id },
      select: {
        passwordHash: true,
        sessionVersion: true,
        sessions: true,
        linkedAccounts: { select: { provider: true } },
      },
    });
  expect(await state()).toMatchObject({ passwordHash: null, sessions: [], linkedAccounts: [{ provider: "github" }] });
  await db().user.update({ where: { id: user.id }, data: { passwordHash: "kept" } });
  const other = { ...claims, sub: newId() };
  await signInWithProvider("github", other, visitor());
  expect(await state()).toMatchObject({ passwordHash: "kept", sessionVersion: person.sessionVersion });
});
