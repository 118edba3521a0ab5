import { createHmac } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { PRESETS } from "#lib/profiles/presets";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { areAbout, exampleOf, retryWaits, sendThrice, startProduct } from "#tests/support/product";

await createTestDatabase();
beforeAll(prepareDispatch);

const TYPES = PRESETS.crondb.eventTypes.map(({ name }) => name);

test("CronDB's alert.domain_matched arrives as documented, also on retry and replay", async () => {
  const product = await startProduct("crondb", { headers: { "X-Team": "growth" } });
  const data = exampleOf("crondb", "alert.domain_matched");
  const requests = await sendThrice(product, "alert.domain_matched", data);

  expect(requests).toHaveLength(3);
  const [first] = requests;
  const body = /^\{"event":"alert\.domain_matched","webhook_id":"(wh_[^"]+)","timestamp":"([^"]+)","data":(.*)\}$/.exec(
    first?.body ?? "",
  );
  expect(body?.[1]).toBe(product.webhook.id);
  expect(body?.[2]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(body?.[3]).toBe(data);
  for (const request of requests) {
    // The timestamp is the event's, so that receivers may dedupe on it.
    expect(request.body).toBe(first?.body);
    const digest = createHmac("sha256", product.secret).update(request.body).digest("hex");
    expect(request.headers["x-crondb-signature"]).toBe(`sha256=${digest}`);
    expect(request.headers["x-team"]).toBe("growth");
  }
});

test("the event's own time is sent in whole seconds, UTC", async () => {
  const product = await startProduct("crondb");
  await publish(product.workspace, {
    type: "enrichment.failed",
    fields: '"timestamp":"2026-03-18T16:30:00.987+02:00"',
  });
  await deliverDue();
  expect(product.receiver.requests[0]?.body).toContain('"timestamp":"2026-03-18T14:30:00Z"');
});

test("all 16 events of the four groups are delivered", async () => {
  const product = await startProduct("crondb");
  expect(TYPES).toHaveLength(16);
  await publish(product.workspace, ...TYPES.map((type) => ({ type, data: exampleOf("crondb", type) })));
  await deliverDue();
  expect(product.receiver.requests.map(({ body }) => JSON.parse(body).event).sort()).toEqual([...TYPES].sort());
});

test("retries come after 30 s, 2 min, 10 min, 1 h, 6 h; then the delivery has failed for good", async () => {
  const product = await startProduct("crondb");
  const waits = await retryWaits(product, "enrichment.completed");
  expect(areAbout(waits, [30, 120, 600, 3600, 21_600]), String(waits)).toBe(true);
  expect(product.receiver.requests).toHaveLength(6);
});

test("an answer after 5 s is a failure", async () => {
  const product = await startProduct("crondb");
  product.receiver.answerWith((response) => void setTimeout(() => response.end(), 7000).unref());
  await publish(product.workspace, { type: "enrichment.completed" });
  await deliverDue();
  await expect
    .poll(async () => (await deliveriesOf(product.webhook.id))[0]?.lastErrorCode, { timeout: 10_000 })
    .toBe("timeout");
  const [delivery] = await deliveriesOf(product.webhook.id);
  const [attempt] = await attemptsOf(delivery?.id ?? "");
  expect(attempt?.totalMs).toBeGreaterThanOrEqual(4990);
});
