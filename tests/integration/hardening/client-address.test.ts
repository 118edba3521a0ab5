import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HttpSession } from "#tests/support/http-session";
import { type Demo, startPosthorn } from "#tests/support/posthorn";

// Posthorn without a proxy in front of it: here every client is on loopback, which the default would trust.

const FORGED = { "x-forwarded-for": "203.0.113.5", "x-real-ip": "203.0.113.5", forwarded: "for=203.0.113.5" };
let app: Awaited<ReturnType<typeof startPosthorn>>;
let demo: Demo;

beforeAll(async () => {
  app = await startPosthorn({ env: { POSTHORN_TRUSTED_PROXIES: "none" } });
  demo = JSON.parse(await readFile(path.join(app.dataDir, "demo.json"), "utf8"));
}, 120_000);
afterAll(() => app.remove());

/** As somebody who knows how we pass an address on. */
const headers = { ...FORGED, "x-posthorn-address": "203.0.113.5" };

test("an address that a client makes up is in no log and no list of sessions", async () => {
  const api = (init: RequestInit & { path: string }) =>
    fetch(`${app.url}/api/v1${init.path}`, {
      ...init,
      headers: {
        ...headers,
        authorization: `Bearer ${demo.products.acme?.apiKey}`,
        "content-type": "application/json",
      },
    });
  const body = JSON.stringify({ name: "Mine", url: "https://hooks.example.com/in", eventTypes: ["*"] });
  expect((await api({ path: "/webhooks", method: "POST", body })).status).toBe(201);
  const viewer = demo.users.find(({ email }) => email === "viewer@acme.test");
  const session = new HttpSession(app.url);
  expect((await session.signIn(viewer?.email ?? "", viewer?.password ?? "", headers)).status).toBe(200);
  const { data } = (await (await api({ path: "/audit-log?limit=50" })).json()) as {
    data: { action: string; address: string | null }[];
  };
  for (const action of ["webhook.created", "session.created"]) {
    expect(data.find((entry) => entry.action === action)?.address, action).toBe("127.0.0.1");
  }
  expect(JSON.stringify(data)).not.toContain("203.0.113.5");
  const profile = await (await session.fetch("/profile", { headers })).text();
  expect(profile).toContain("127.0.0.1");
  expect(profile).not.toContain("203.0.113.5");
});

test("nor does it give anybody more tries", async () => {
  const attempt = async (nth: number) => {
    const forged = { "x-forwarded-for": `203.0.113.${nth}`, "x-posthorn-address": `203.0.113.${nth}` };
    return (await new HttpSession(app.url).signIn(`nobody-${nth}@example.com`, "wrong password", forged)).status;
  };
  const statuses: number[] = [];
  for (let nth = 0; nth < 101; nth++) statuses.push(await attempt(nth));
  expect(statuses.filter((status) => status === 401)).toHaveLength(100);
  expect(statuses.at(-1)).toBe(429);
});
