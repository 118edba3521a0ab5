import { request as httpRequest } from "node:http";
import { describe, expect, test } from "vitest";
import { app, openPage } from "#tests/support/browser";
import { signedIn } from "#tests/support/http-session";

const PRIVATE = "/acme/settings/developers/webhooks";

/** The parts of a policy by directive. */
function policyOf(answer: Response): Record<string, string> {
  const parts = (answer.headers.get("content-security-policy") ?? "")
    .split(";")
    .map((part) => part.trim().split(/ (.*)/));
  return Object.fromEntries(parts.map(([name = "", value = ""]) => [name, value]));
}

describe("every page", () => {
  test.each(["/sign-in", "/no/such/page", "/invite/nonsense"])(
    "%s bears a nonce of its own, and no other script",
    async (path) => {
      const nonces = new Set<string>();
      for (const _ of [1, 2]) {
        const answer = await fetch(app().url + path, { headers: { accept: "text/html" } });
        const policy = policyOf(answer);
        const nonce = /^'nonce-([\w+/=]{20,})' 'strict-dynamic'$/.exec(policy["script-src"] ?? "")?.[1] ?? "";
        expect(nonce).not.toBe("");
        expect(policy).toMatchObject({
          "default-src": "'none'",
          "frame-ancestors": "'none'",
          "base-uri": "'none'",
          "form-action": "'self'",
          "connect-src": "'self'",
        });
        const scripts = (await answer.text()).match(/<script\b[^>]*>/g) ?? [];
        expect(scripts.length).toBeGreaterThan(0);
        expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
        nonces.add(nonce);
      }
      expect(nonces.size).toBe(2);
    },
  );

  test("is sent with the headers that tell browsers to be careful", async () => {
    for (const [path, method] of [["/sign-in"], ["/api/v1/webhooks"], ["/api/v1/events", "POST"], ["/healthz"]]) {
      const { headers } = await fetch(app().url + path, method ? { method } : {});
      expect(Object.fromEntries(headers)).toMatchObject({
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "x-frame-options": "DENY",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "strict-transport-security": expect.stringContaining("max-age=31536000"),
      });
      expect(headers.get("x-powered-by")).toBeNull();
    }
    for (const [path, method] of [["webhooks"], ["events", "POST"]]) {
      const api = await fetch(`${app().url}/api/v1/${path}`, method ? { method } : {});
      expect(api.headers.get("content-security-policy")).toContain("sandbox");
    }
  });
});

describe("the way around proxy.ts (fault 56)", () => {
  const SHAPES: { path: string; headers?: Record<string, string> }[] = [
    { path: PRIVATE, headers: { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" } },
    { path: PRIVATE, headers: { "x-middleware-subrequest": "src/middleware:src/middleware:middleware" } },
    { path: PRIVATE, headers: { rsc: "1" } },
    { path: PRIVATE, headers: { rsc: "1", "next-router-prefetch": "1" } },
    { path: PRIVATE, headers: { rsc: "1", "next-router-segment-prefetch": "/_tree" } },
    { path: `${PRIVATE}?_rsc=abc`, headers: { rsc: "1" } },
    { path: `${PRIVATE}.rsc` },
    { path: `${PRIVATE}/index.segments/_tree.segment.rsc` },
    { path: `${PRIVATE}.segments/_full.segment.rsc` },
    { path: `${PRIVATE}?nxtPworkspace=acme` },
    { path: "/kaunt/settings/developers/webhooks?nxtPworkspace=acme", headers: { "x-nextjs-data": "1" } },
    { path: `/en${PRIVATE}` },
    { path: `/_next/data/x${PRIVATE}.json`, headers: { "x-nextjs-data": "1" } },
    { path: `/${PRIVATE}` },
    { path: PRIVATE.replace("/settings", "/%73ettings") },
    {
      path: PRIVATE,
      headers: { "x-invoke-path": PRIVATE, "x-matched-path": PRIVATE, "x-now-route-matches": "1=acme" },
    },
    { path: PRIVATE, headers: { "x-rewrite-url": PRIVATE, "x-original-url": PRIVATE } },
  ];

  test.each(SHAPES)("gets nothing: %j", async ({ path, headers }) => {
    // By hand, since fetch would correct the path.
    const { port, hostname } = new URL(app().url);
    const { status, body } = await new Promise<{ status: number; body: string }>((resolve, reject) => {
      const call = httpRequest({ host: hostname, port, path, headers }, (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk) => {
          text += chunk;
        });
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
      });
      call.on("error", reject).end();
    });
    expect(status).toBeLessThan(500);
    expect(body).not.toContain("Inspector</");
    expect(body).not.toMatch(/wh_[0-9a-z]{26}/);
  });

  test("does not open by a WebSocket upgrade or by an action of another build", async () => {
    const { port, hostname } = new URL(app().url);
    const upgraded = await new Promise<boolean>((resolve) => {
      const headers = { connection: "Upgrade", upgrade: "websocket", "sec-websocket-key": "eA==", host: "127.0.0.1:1" };
      const call = httpRequest({ host: hostname, port, path: "http://127.0.0.1:1/", headers });
      call.on("upgrade", () => resolve(true)).on("response", () => resolve(false));
      call.on("error", () => resolve(false)).end();
    });
    expect(upgraded).toBe(false);
    const session = await signedIn("viewer", "acme");
    const answer = await session.fetch(PRIVATE, {
      method: "POST",
      headers: { "next-action": "40".padEnd(42, "0"), origin: app().url, "content-type": "text/plain" },
      body: "[]",
    });
    expect([404, 409]).toContain(answer.status);
  });
});

describe("/api/inngest with the embedded engine (fault 57)", () => {
  test.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s tells and does nothing", async (method) => {
    const answer = await fetch(`${app().url}/api/inngest?fnId=posthorn-dispatch-shard&stepId=step`, { method });
    expect([404, 405, 204]).toContain(answer.status);
    const body = await answer.text();
    expect(body).not.toMatch(/function_count|DATABASE_URL|posthorn-dispatch/);
  });
});

describe("requests that are too large", () => {
  test.each([
    { path: "/api/auth/callback/credentials", size: 17 * 1024 },
    { path: "/api/v1/events", size: 30 * 1024 * 1024 },
  ])("to $path are refused", async ({ path, size }) => {
    const key = app().demo.products.acme?.publishKey;
    const answer = await fetch(app().url + path, {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: "x".repeat(size),
    });
    expect(answer.status).toBe(413);
  });
});

describe("errors", () => {
  test("say nothing about the inside", async () => {
    const session = await signedIn("viewer", "acme");
    for (const path of [
      "/acme/settings/developers/webhooks/wh_nonsense",
      "/acme/settings/developers/deliveries?cursor=nonsense",
      "/acme/settings/developers/webhooks?cursor=nonsense",
      "/acme/settings/developers/webhooks/%00",
      "/acme/settings/developers/webhooks/%ff",
      "/%ff/settings/members",
      "/invite/%00",
    ]) {
      const answer = await session.fetch(path, { headers: { accept: "text/html" } });
      const body = await answer.text();
      expect(body, path).not.toMatch(/node_modules|at \w+ \(|prisma\.|PrismaClient|SELECT |postgres:\/\//);
    }
  });

  test("of hostile text on a page: nothing runs (fault 52)", async () => {
    const page = await openPage({ as: "owner", workspace: "cuuro" });
    const evil = `</textarea></script><script>window.pwned=1</script><img src=x onerror="window.pwned=1">\u202e\u001b[31m`;
    const { apiKey, publishKey } = app().demo.products.cuuro ?? { apiKey: "", publishKey: "" };
    const post = (path: string, body: unknown, key = apiKey) =>
      fetch(`${app().url}/api/v1${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const url = `https://hooks.example.com/?${encodeURIComponent(evil)}`;
    const made = await post("/webhooks", { name: evil.slice(0, 100), description: evil, url, eventTypes: ["*"] });
    const { id } = (await made.json()) as { id: string };
    await post("/events", { workspace: "cuuro", type: "startup.created", data: { evil } }, publishKey);
    page.on("dialog", () => expect.unreachable("a dialog opened"));
    for (const path of [
      "developers/webhooks",
      `developers/webhooks/${id}`,
      `developers/webhooks/${id}/settings`,
      "developers/events",
      "audit-log",
      "members",
    ]) {
      await page.goto(`/cuuro/settings/${path}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
      expect(await page.evaluate(() => "pwned" in window), path).toBe(false);
    }
  });
});
