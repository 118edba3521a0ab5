import { Webhook as StandardWebhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { PRESETS } from "#lib/profiles/presets";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish } from "#tests/support/deliver";
import { areAbout, exampleOf, retryWaits, sendThrice, startProduct } from "#tests/support/product";
import type { ReceivedRequest } from "#tests/support/receiver";

await createTestDatabase();
beforeAll(prepareDispatch);

const DEFAULT_WAITS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];

const headersOf = (request: ReceivedRequest) => request.headers as Record<string, string>;

/** The id is the same on every attempt; the timestamp is the attempt's own, in whole seconds. */
function checkIdAndTime(requests: ReceivedRequest[], prefix: "webhook" | "svix") {
  expect(requests).toHaveLength(3);
  expect(new Set(requests.map((request) => request.headers[`${prefix}-id`])).size).toBe(1);
  expect(requests[0]?.headers[`${prefix}-id`]).toMatch(/^[^.\s]+$/);
  for (const { headers, receivedAt } of requests) {
    expect(headers[`${prefix}-timestamp`]).toMatch(/^\d{10}$/);
    expect(Math.abs(Number(headers[`${prefix}-timestamp`]) - receivedAt.getTime() / 1000)).toBeLessThan(60);
  }
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
}

describe.each([
  ["acme", "invoice.paid"],
  ["countercyclical", "memo.updated"],
] as const)("%s, by Standard Webhooks", (name, type) => {
  test("verifies with the official library on every attempt", async () => {
    const product = await startProduct(name);
    const data = exampleOf(name, type);
    const requests = await sendThrice(product, type, data);
    checkIdAndTime(requests, "webhook");
    for (const request of requests) {
      const payload = new StandardWebhook(product.secret).verify(request.body, headersOf(request));
      expect(payload).toMatchObject({ type, data: JSON.parse(data) });
      expect(request.body).toMatch(/^\{"type":"[a-z.]+","timestamp":"\d{4}-\d\d-\d\dT[\d:.]+Z","data":\{.*\}\}$/);
      expect(() => new StandardWebhook(product.secret).verify(`${request.body} `, headersOf(request))).toThrow();
    }
  });

  test("is retried over three days", async () => {
    const waits = await retryWaits(await startProduct(name), type);
    expect(areAbout(waits, DEFAULT_WAITS), String(waits)).toBe(true);
  });
});

test("a Countercyclical webhook sees what its owner's role may see now", async () => {
  const { workspace, owner, receiver } = await startProduct("countercyclical");
  const types = PRESETS.countercyclical.eventTypes.map(({ name }) => name);
  expect(types).toHaveLength(18);
  await publish(workspace, ...types.map((type) => ({ type })));
  await deliverDue();
  expect(receiver.requests).toHaveLength(18);

  const userId = owner.actor.type === "user" ? owner.actor.id : "";
  await db().member.updateMany({ where: { userId }, data: { role: "viewer" } });
  await publish(workspace, ...types.map((type) => ({ type })));
  await deliverDue();
  const seen = receiver.requests.slice(18).map(({ body }) => JSON.parse(body).type);
  expect(seen.sort()).toEqual(types.filter((type) => !type.startsWith("team.")).sort());
});

describe("Cuuro, through Svix", () => {
  test("verifies with the official svix library on every attempt; data comes first", async () => {
    const product = await startProduct("cuuro");
    const data = exampleOf("cuuro", "startup.created");
    const requests = await sendThrice(product, "startup.created", data);
    checkIdAndTime(requests, "svix");
    for (const request of requests) {
      expect(request.body).toBe(`{"data":${data},"event":"startup.created"}`);
      const receiver = new SvixWebhook(product.secret);
      expect(() => receiver.verify(request.body, headersOf(request))).not.toThrow();
      expect(() => receiver.verify(`${request.body} `, headersOf(request))).toThrow();
      expect(request.headers["webhook-signature"]).toBeUndefined();
    }
    expect(product.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/);
  });

  test("is retried on Svix's schedule", async () => {
    const waits = await retryWaits(await startProduct("cuuro"), "analysis.created");
    expect(areAbout(waits, [5, 300, 1800, 7200, 18_000, 36_000, 36_000]), String(waits)).toBe(true);
  });
});
