import { Webhook as StandardWebhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { parseId, publicId } from "#lib/ids";
import { PRESETS } from "#lib/profiles/presets";
import { createTestDatabase } from "#tests/support/database";
import {
  attemptsOf,
  deliverDue,
  deliveriesOf,
  prepareDispatch,
  publish,
  rowId,
  skipWaiting,
} from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

async function setUp(answer?: Parameters<typeof startReceiver>[0]) {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver(answer);
  const { webhook, secret } = await createTestWebhook(owner, { url: `${receiver.url}/hook?a=1` });
  return { workspace, owner, receiver, webhook, secret };
}

describe("a delivery that succeeds", () => {
  test("arrives signed, byte for byte, and is logged", async () => {
    const { workspace, receiver, webhook, secret } = await setUp();
    const data = '{"n":12345678901234567890,"b":1,"a":1.0,"text":"😀 \\u0000"}';
    const [event] = await publish(workspace, { data });
    expect(event).toMatchObject({ deliveries: 1, duplicate: false });
    await deliverDue();

    const [request] = receiver.requests;
    expect(request?.path).toBe("/hook?a=1");
    expect(request?.body.endsWith(`"data":${data}}`)).toBe(true);
    expect(request?.headers["webhook-id"]).toBe(event?.id);
    expect(() =>
      new StandardWebhook(secret).verify(request?.body ?? "", request?.headers as Record<string, string>),
    ).not.toThrow();

    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery).toMatchObject({ status: "succeeded", attemptCount: 1, leaseToken: null, nextAttemptAt: null });
    const [attempt] = await attemptsOf(delivery?.id ?? "");
    expect(attempt).toMatchObject({ outcome: "succeeded", number: 1, reason: "first", responseStatus: 200 });
    expect(Buffer.from(attempt?.responseBody ?? []).toString()).toBe("ok");
    expect(attempt?.requestHeaders).toContain(String(request?.headers["webhook-signature"]));
    expect(attempt?.totalMs).toBeGreaterThan(0);
    expect(await db().webhookHour.count({ where: { webhookId: delivery?.webhookId ?? "", result: "succeeded" } })).toBe(
      1,
    );
  });

  // Checklist 9.
  test("goes to every webhook that lists the type or *, and to no other", async () => {
    const { workspace, owner, receiver } = await setUp();
    await createTestWebhook(owner, { url: `${receiver.url}/listed`, eventTypes: ["invoice.paid"] });
    await createTestWebhook(owner, { url: `${receiver.url}/other`, eventTypes: ["customer.created"] });
    const [event] = await publish(workspace, {});
    expect(event?.deliveries).toBe(2);
    await deliverDue();
    expect(receiver.requests.map(({ path }) => path).sort()).toEqual(["/hook?a=1", "/listed"]);
  });

  test("of a type above the owner's role is not made", async () => {
    const { workspace, owner } = await setUp();
    expect((await publish(workspace, { type: "member.invited" }))[0]?.deliveries).toBe(1);
    await db().member.updateMany({
      where: { userId: owner.actor.type === "user" ? owner.actor.id : "" },
      data: { role: "viewer" },
    });
    expect((await publish(workspace, { type: "member.invited" }))[0]?.deliveries).toBe(0);
  });
});

describe("a delivery that fails", () => {
  test("is retried on the profile's schedule with the same body and message id, then failed for good", async () => {
    const { workspace, receiver, webhook } = await setUp(status(500));
    await publish(workspace, {});
    const { retry } = PRESETS.acme.profile;
    const delays = "delaysSeconds" in retry ? retry.delaysSeconds : [];
    for (const [step, seconds] of delays.entries()) {
      await deliverDue();
      const [delivery] = await deliveriesOf(webhook.id);
      expect(delivery).toMatchObject({ status: "pending", attemptCount: step + 1, lastResponseStatus: 500 });
      const waitMs = (delivery?.nextAttemptAt?.getTime() ?? 0) - Date.now();
      // Ten per cent of jitter, and the seconds this test itself may take.
      expect(waitMs).toBeGreaterThan(seconds * 900 - 10_000);
      expect(waitMs).toBeLessThan(seconds * 1100 + 100);
      await skipWaiting();
    }
    await deliverDue();
    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery).toMatchObject({
      status: "failed",
      attemptCount: 10,
      nextAttemptAt: null,
      lastErrorCode: "server_error",
    });
    const attempts = await attemptsOf(delivery?.id ?? "");
    expect(attempts.map(({ reason }) => reason)).toEqual(["first", ...Array(9).fill("retry")]);
    expect(new Set(receiver.requests.map(({ body }) => body)).size).toBe(1);
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  });

  // Faults 23 and 30, checklist 32.
  test.each([
    [301, "redirect"],
    [302, "redirect"],
    [303, "redirect"],
    [307, "redirect"],
    [308, "redirect"],
    [400, "client_error"],
    [404, "client_error"],
    [503, "server_error"],
  ])("a %i is a failure (%s), a redirect is not followed", async (code, errorCode) => {
    const { workspace, receiver, webhook } = await setUp(status(code, { location: "http://127.0.0.1:1/" }));
    await publish(workspace, {});
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
    expect((await deliveriesOf(webhook.id))[0]).toMatchObject({ status: "pending", lastErrorCode: errorCode });
  });

  // Fault 24, checklist 33.
  test("410 disables the webhook at once; nothing follows, what waits is held, and everybody is told why", async () => {
    const { workspace, receiver, webhook } = await setUp((response, _request, nth) => {
      response.writeHead(nth === 1 ? 500 : 410).end();
    });
    await publish(workspace, {});
    await deliverDue();
    await publish(workspace, {});
    await deliverDue();
    await publish(workspace, {});
    // The first one's retry is due by now.
    await skipWaiting();
    await deliverDue();
    expect(receiver.requests).toHaveLength(2);
    const row = await db().webhook.findUniqueOrThrow({ where: { id: rowId("webhook", webhook.id) } });
    expect(row.status).toBe("disabled");
    expect(row.statusReason).toMatch(/410/);
    expect((await deliveriesOf(webhook.id)).map((delivery) => delivery.status)).toEqual(["held", "failed", "held"]);
    const entries = await db().auditEntry.findMany({
      where: { workspaceId: workspace.id, action: "webhook.disabled" },
    });
    expect(entries).toMatchObject([{ actorType: "system", after: { reason: expect.stringContaining("410 Gone") } }]);
    const notices = await db().notification.findMany({ where: { workspaceId: workspace.id } });
    expect(notices).toMatchObject([
      { kind: "webhook.disabled", text: expect.stringContaining("answered 410 Gone"), emailedAt: null },
    ]);
  });

  // Faults 25 and 26.
  test("Retry-After is honoured and holds back the whole webhook", async () => {
    const { workspace, receiver, webhook } = await setUp(status(429, { "retry-after": "120" }));
    await publish(workspace, {});
    await deliverDue();
    const [first] = await deliveriesOf(webhook.id);
    expect((first?.nextAttemptAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(110_000);
    await publish(workspace, {});
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
    expect((await deliveriesOf(webhook.id))[1]).toMatchObject({ status: "pending", attemptCount: 0 });
  });

  test("a connection that is refused is told in plain words", async () => {
    const { workspace, owner } = await setUp();
    const { webhook } = await createTestWebhook(owner, { url: "http://127.0.0.1:9/" });
    await publish(workspace, {});
    await deliverDue();
    const [delivery] = await deliveriesOf(webhook.id);
    expect((await attemptsOf(delivery?.id ?? ""))[0]).toMatchObject({
      errorCode: "connection_refused",
      errorMessage: "The server refused the connection.",
      responseStatus: null,
    });
  });

  // Fault 14.
  test("a receiver that never answers is a timeout at the webhook's limit, and moves to the slow dispatcher", async () => {
    const { workspace, owner } = await setUp();
    const silent = await startReceiver(() => {});
    const { webhook } = await createTestWebhook(owner, { url: silent.url, timeoutSeconds: 1 });
    await publish(workspace, {});
    await deliverDue();
    await expect
      .poll(async () => (await deliveriesOf(webhook.id))[0]?.lastErrorCode, { timeout: 10_000 })
      .toBe("timeout");
    const [delivery] = await deliveriesOf(webhook.id);
    const [attempt] = await attemptsOf(delivery?.id ?? "");
    expect(attempt?.totalMs).toBeGreaterThan(950);
    expect(attempt?.totalMs).toBeLessThan(10_000);
    await expect
      .poll(async () => (await db().webhook.findUniqueOrThrow({ where: { id: rowId("webhook", webhook.id) } })).shard)
      .toBeGreaterThanOrEqual(1000);
  });
});

test("a circuit opens after five timeouts or refusals; then there is one probe at a time", async () => {
  const { workspace, owner } = await setUp();
  const { webhook } = await createTestWebhook(owner, { url: "http://127.0.0.1:9/", eventTypes: ["customer.created"] });
  await publish(workspace, ...Array(20).fill({ type: "customer.created" }));
  await deliverDue();
  const health = await db().webhookHealth.findUniqueOrThrow({ where: { webhookId: rowId("webhook", webhook.id) } });
  expect(health).toMatchObject({ waitReason: "circuit" });
  expect(health.circuitOpenings).toBeGreaterThan(0);
  const before = await db().attempt.count({ where: { webhookId: health.webhookId } });
  await publish(workspace, ...Array(5).fill({ type: "customer.created" }));
  await deliverDue();
  expect(await db().attempt.count({ where: { webhookId: health.webhookId } })).toBe(before);

  // Pressing Replay sends a probe at once.
  const [waiting] = await deliveriesOf(webhook.id);
  await replayDelivery(owner, publicId("delivery", waiting?.id ?? ""));
  await deliverDue();
  expect(await db().attempt.count({ where: { webhookId: health.webhookId } })).toBe(before + 1);
});

test("an ordered webhook waits behind its failing head", async () => {
  const { workspace, owner } = await setUp();
  let failing = true;
  const receiver = await startReceiver((response) => {
    response.statusCode = failing ? 500 : 200;
    response.end();
  });
  await createTestWebhook(owner, { url: receiver.url, ordered: true, eventTypes: ["invoice.paid"] });
  const events = await publish(workspace, ...Array.from({ length: 10 }, (_, n) => ({ data: `{"n":${n}}` })));
  await deliverDue();
  expect(receiver.requests).toHaveLength(1);
  failing = false;
  await skipWaiting();
  await deliverDue();
  const order = receiver.requests.map(({ headers }) => parseId("event", String(headers["webhook-id"])));
  expect(order).toEqual([order[0], ...events.map(({ id }) => parseId("event", id))]);
  expect(order[0]).toBe(order[1]);
});
