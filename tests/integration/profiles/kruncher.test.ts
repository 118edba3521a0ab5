import { timingSafeEqual } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch } from "#tests/support/deliver";
import { areAbout, exampleOf, retryWaits, sendThrice, startProduct } from "#tests/support/product";

await createTestDatabase();
beforeAll(prepareDispatch);

/** A receiver after Kruncher's documentation: compares the token, dedupes on the delivery's id. */
function receive(request: { headers: Record<string, unknown>; body: string }, token: string) {
  const sent = Buffer.from(String(request.headers["x-kruncher-api-key"]));
  const known = Buffer.from(token);
  if (sent.length !== known.length || !timingSafeEqual(sent, known)) throw new Error("401");
  const { event, data, ...rest } = JSON.parse(request.body);
  return { id: String(request.headers["x-delivery-id"]), event, data, rest };
}

test.each(["analysisCompleted", "changedStatus"])("Kruncher's %s arrives as documented", async (type) => {
  const product = await startProduct("kruncher");
  const data = exampleOf("kruncher", type);
  const requests = await sendThrice(product, type, data);

  expect(requests).toHaveLength(3);
  const received = requests.map((request) => receive(request, product.secret));
  for (const [i, { body, headers }] of requests.entries()) {
    // Two top-level keys, in this order, and the bytes that were published.
    expect(body).toBe(`{"event":"${type}","data":${data}}`);
    expect(received[i]).toMatchObject({ event: type, data: JSON.parse(data), rest: {} });
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["user-agent"]).toBe("Kruncher-Webhooks/1.0");
    // A token, no signature.
    expect(Object.keys(headers).filter((name) => /signature|^webhook-|^svix-/.test(name))).toEqual([]);
  }
  // The same on every retry and replay.
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  expect(received[0]?.id).toMatch(/^delivery_/);
});

test("Kruncher's documented payloads have these fields", () => {
  expect(Object.keys(JSON.parse(exampleOf("kruncher", "analysisCompleted")))).toEqual([
    "projectId",
    "analysisId",
    "projectName",
    "kruncherEntityCompanyId",
  ]);
  const changed = JSON.parse(exampleOf("kruncher", "changedStatus"));
  expect(Object.keys(changed)).toEqual([
    "projectId",
    "projectName",
    "previousStatus",
    "newStatus",
    "stage",
    "changedAt",
  ]);
  expect(changed.changedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
});

test("Kruncher documents no schedule, so Posthorn's default applies", async () => {
  const product = await startProduct("kruncher");
  const hours = [5, 300, 1800, 2 * 3600, 5 * 3600, 10 * 3600, 14 * 3600, 20 * 3600, 24 * 3600];
  const waits = await retryWaits(product, "changedStatus");
  expect(areAbout(waits, hours), String(waits)).toBe(true);
});
