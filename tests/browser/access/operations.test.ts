import { beforeAll, expect, test } from "vitest";
import { OPERATIONS } from "#lib/openapi/operations";
import { createThings, OTHER } from "#tests/support/access/people";
import { app } from "#tests/support/browser";
import { signedIn } from "#tests/support/http-session";

// Fault 55. What each kind of key gets is in tests/integration/access.

const FLAT = [
  ["get", "/api/integration/webhook"],
  ["post", "/api/integration/webhook"],
  ["get", "/api/integration/webhook/history"],
] as const;

let webhook: string;
let cookies: Awaited<ReturnType<typeof signedIn>>;

beforeAll(async () => {
  webhook = (await createThings()).webhook;
  cookies = await signedIn("owner", OTHER);
});

/** A session is no key: a page of another site that posts here gets nowhere. */
test.each([
  ...OPERATIONS.filter(({ key }) => key !== "none").map(({ method, path }) => [method, `/api/v1${path}`] as const),
  ...FLAT,
])("%s %s opens for no session, and for nothing that looks like a key", async (method, path) => {
  const address = path.replace("{id}", webhook);
  const call = async (headers: Record<string, string>) =>
    (await cookies.fetch(address, { method: method.toUpperCase(), headers })).status;
  expect(await call({ origin: app().url, "sec-fetch-site": "same-origin" })).toBe(401);
  expect(await call({ authorization: "Bearer phk_ws_nonsense" })).toBe(401);
  expect(await call({ authorization: "phk_ws_nonsense" })).toBe(401);
  expect(await call({ authorization: "Basic b3duZXI6eA==" })).toBe(401);
});
