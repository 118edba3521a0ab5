import { createHmac } from "node:crypto";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";

// Only Next.js's server gives a request the scope that after() needs.
vi.mock("next/server", async (original) => ({ ...(await original<typeof import("next/server")>()), after() {} }));
afterEach(() => vi.unstubAllEnvs());

const KEY = "ab".repeat(32);
const OTHER_KEY = "cd".repeat(32);
const DAY_S = 86_400;

/** What an Inngest server would put into `x-inngest-signature`. */
function signature(body: string, key: string, at: number): string {
  const hex = createHmac("sha256", key.replace(/^signkey-\w+-/, ""))
    .update(body)
    .update(String(at))
    .digest("hex");
  return `t=${at}&s=${hex}`;
}

test("a call to /api/inngest needs a fresh signature of our own key (fault 57)", async () => {
  for (const [name, value] of Object.entries({
    DATABASE_URL: "postgres://unused",
    INNGEST_SIGNING_KEY: `signkey-prod-${KEY}`,
    INNGEST_EVENT_KEY: "key",
  })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
  const route = await import(path.resolve("app/api/inngest/route.ts"));
  const call = async (method: "POST" | "PUT", signed: string | null) => {
    const request = new Request("http://127.0.0.1:3110/api/inngest?fnId=posthorn-no-such&stepId=step", {
      method,
      headers: { host: "127.0.0.1:3110", ...(signed && { "x-inngest-signature": signed }) },
      body: "{}",
    });
    const answer: Response = await route[method](request, {});
    return { status: answer.status, body: await answer.text() };
  };
  const now = Math.floor(Date.now() / 1000);
  // That the signature is right shows in that the function is looked for.
  const accepted = await call("POST", signature("{}", KEY, now));
  expect(accepted.status).not.toBe(401);
  for (const signed of [
    null,
    "",
    `t=${now}&s=`,
    signature("{}", OTHER_KEY, now),
    signature("{}", KEY, now - DAY_S),
    signature('{"x":1}', KEY, now),
  ]) {
    const { status, body } = await call("POST", signed);
    expect([signed, status]).toEqual([signed, 401]);
    expect(body).not.toContain(KEY);
  }
  expect((await call("PUT", null)).status).toBe(401);
});
