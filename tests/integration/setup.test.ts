import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { db } from "#lib/database/client";
import { axe, openPage } from "#tests/support/browser";
import { createTestDatabase } from "#tests/support/database";
import { startPosthorn } from "#tests/support/posthorn";

// The first start outside of the demo, through `npm start` and in a browser.

const LINK =
  /Make your account here; the link works once, for 24 hours:\n(http:\/\/localhost:\d+\/setup\?token=([\w-]{43}))\n/;
const PASSWORD = "correct horse battery staple";
const key = randomBytes(32).toString("base64");
let env: Record<string, string>;
let replicas: Awaited<ReturnType<typeof startPosthorn>>[];

beforeAll(async () => {
  env = {
    DATABASE_URL: await createTestDatabase(),
    POSTHORN_ENCRYPTION_KEY: key,
    HOST: "127.0.0.1",
    POSTHORN_LOG_LEVEL: "trace",
  };
  replicas = await Promise.all([1, 2].map(() => startPosthorn({ env })));
}, 120_000);
afterAll(() => Promise.all(replicas.map((replica) => replica.remove())));

/** What a replica has printed: its link and the token in it. */
async function printed(replica: (typeof replicas)[number] | undefined): Promise<{ link: string; token: string }> {
  await vi.waitFor(() => expect(replica?.output()).toMatch(LINK), 30_000);
  const [, link = "", token = ""] = LINK.exec(replica?.output() ?? "") ?? [];
  return { link, token };
}

const get = async (url: string) => (await fetch(url, { redirect: "manual", headers: { accept: "text/html" } })).status;

describe("a fresh instance", () => {
  test("prints a link with each start, of which both work, and hides the set-up from everybody else", async () => {
    const [first, second] = await Promise.all(replicas.map(printed));
    expect(first?.token).not.toBe(second?.token);
    for (const [own, other] of [
      [first, second],
      [second, first],
    ]) {
      expect(await get(own?.link ?? "")).toBe(200);
      // A link that one replica has printed opens at the others too: a balancer leads anywhere.
      const elsewhere = new URL(own?.link ?? "");
      elsewhere.port = new URL(other?.link ?? "").port;
      expect(await get(elsewhere.href)).toBe(200);
    }
    const url = replicas[0]?.url;
    const wrong = ["", "?token=", `?token=${"x".repeat(43)}`, `?token=${first?.token}&token=${second?.token}`];
    for (const query of wrong) expect(await get(`${url}/setup${query}`), query).toBe(404);
  });

  test("keeps only the token's hash", async () => {
    const { token } = await printed(replicas[0]);
    const rows = await db().$queryRaw<{ text: string }[]>`SELECT setup_token::text AS text FROM setup_token`;
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain(token);
    for (const replica of replicas) expect(replica.output().split(token)).toHaveLength(replica === replicas[0] ? 2 : 1);
  });

  test("limits who tries tokens", async () => {
    const headers = { "x-forwarded-for": "203.0.113.20" };
    const { link } = await printed(replicas[0]);
    for (let tries = 0; tries < 20; tries++) await fetch(`${replicas[0]?.url}/setup?token=${tries}`, { headers });
    expect((await fetch(link, { headers })).status).toBe(404);
    expect(await get(link)).toBe(200);
  });

  test("makes the operator's account once, signed in on the console; then there is no set-up any more", async () => {
    const [first, second] = await Promise.all(replicas.map(printed));
    const page = await openPage({ baseUrl: replicas[0]?.url ?? "" });
    const late = await openPage({ baseUrl: replicas[1]?.url ?? "" });
    await late.goto(second?.link ?? "");
    await page.goto(first?.link ?? "");
    await page.getByRole("heading", { name: "Set up Posthorn" }).waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("E-mail").fill("operator＠example.com");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByText("Your name is required.").waitFor();
    await page.getByText("The e-mail address must contain plain letters only.").waitFor();
    await page.getByText("The password must have at least 12 characters.").waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByLabel("Your name").fill("Olga Operator");
    await page.getByLabel("E-mail").fill("Operator@Example.com");
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Create account" }).click();
    await page.waitForURL(/\/operator/);
    await page.getByRole("heading", { level: 1 }).waitFor();

    // Whoever had the other replica's link open comes too late.
    await late.getByLabel("Your name").fill("Too Late");
    await late.getByLabel("E-mail").fill("late@example.com");
    await late.getByLabel("Password").fill(PASSWORD);
    await late.getByRole("button", { name: "Create account" }).click();
    await late.getByText("This set-up link does not work any more.").waitFor();
    for (const { link } of [first, second].filter((one) => one !== undefined)) expect(await get(link)).toBe(404);
    const people = await db().user.findMany({ select: { email: true, isOperator: true } });
    expect(people).toEqual([{ email: "operator@example.com", isOperator: true }]);
    expect(await db().setupToken.count()).toBe(0);
  });

  test("prints no link any more at its next start", async () => {
    const again = await startPosthorn({ env });
    expect(again.output()).not.toContain("/setup");
    await again.remove();
  });
});
