import path from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";

// Only Next.js's server gives a request the scope that after() needs; tests/conformance/inngest/product.test.ts has one.
vi.mock("next/server", async (original) => ({ ...(await original<typeof import("next/server")>()), after() {} }));

const URL = "http://127.0.0.1:3110/api/inngest";

type Method = "GET" | "POST" | "PUT";
type Route = Record<Method, (request: Request, context: object) => Promise<Response>>;

async function importRoute(): Promise<Route> {
  return import(path.resolve("app/api/inngest/route.ts"));
}

/** The route as a process with these settings loads it. */
async function load(settings: Record<string, string>) {
  const env = { DATABASE_URL: "postgres://unused", ...settings };
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.resetModules();
  const route = await importRoute();
  return (method: Method, search = "", body?: object) => {
    const request = new Request(`${URL}${search}`, {
      method,
      headers: { host: "127.0.0.1:3110", "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return route[method](request, {});
  };
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("/api/inngest", () => {
  test.each(["GET", "POST", "PUT"] as const)("%s does not exist with the embedded engine", async (method) => {
    const call = await load({});
    const response = await call(method);
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({ status: 404, code: "not_found" });
  });

  test("exports nothing else", async () => {
    expect(Object.keys(await importRoute()).sort()).toEqual(["GET", "POST", "PUT", "maxDuration"]);
  });

  test("tells a real Inngest in development which functions there are", async () => {
    const call = await load({ INNGEST_DEV: "1" });
    const response = await call("GET");
    expect(response.status).toBe(200);
    expect((await response.json()).function_count).toBeGreaterThan(0);
  });

  test("refuses an unsigned call in production", async () => {
    const call = await load({ INNGEST_SIGNING_KEY: `signkey-prod-${"ab".repeat(32)}`, INNGEST_EVENT_KEY: "key" });
    const body = { event: {}, events: [], steps: {}, ctx: { run_id: "r" } };
    const response = await call("POST", "?fnId=posthorn-purge-finished-runs&stepId=step", body);
    expect(response.status).toBe(401);
  });
});
