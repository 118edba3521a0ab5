import { beforeAll, describe, expect, test } from "vitest";
import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { recordAttempts } from "#lib/attempts/record-attempts";
import { db } from "#lib/database/client";
import { type ClaimedDelivery, claimDeliveries, type Room, releaseClaims } from "#lib/dispatch/claim";
import { Dispatcher } from "#lib/dispatch/dispatcher";
import { drainShard } from "#lib/dispatch/drain-shard";
import { Recorder } from "#lib/dispatch/recorder";
import { allShards } from "#lib/dispatch/shards";
import { settleStrays, sweep } from "#lib/dispatch/sweep";
import { wakeShards } from "#lib/dispatch/wake";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

async function setUp() {
  const workspace = await createTestWorkspace();
  const receiver = await startReceiver();
  const { webhook } = await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
  const { shard } = await db().webhook.findUniqueOrThrow({ where: { id: rowId("webhook", webhook.id) } });
  return { workspace, receiver, webhook, shard };
}

function claim(shard: number, limit = 100, rooms = new Map<string, Room>()) {
  return claimDeliveries({
    shard,
    limit,
    afterWebhookId: "00000000-0000-0000-0000-000000000000",
    rooms,
    defaultRoom: 100,
    leaseMs: 60_000,
    processId: null,
  });
}

function success(delivery: ClaimedDelivery): AttemptOutcome {
  return {
    delivery,
    shard: 0,
    errorCode: null,
    errorMessage: null,
    retryStep: 0,
    nextDelaySeconds: null,
    throttleSeconds: null,
    requestUrl: "http://127.0.0.1/",
    requestHeaders: [],
    result: null,
    startedAt: new Date(),
    totalMs: 5,
  };
}

const expireLeases = () =>
  db().delivery.updateMany({ where: { leaseToken: { not: null } }, data: { leaseUntil: new Date(Date.now() - 1000) } });

describe("leases", () => {
  test("an outcome that the database refuses does not take those written with it down", async () => {
    const { workspace, webhook, shard } = await setUp();
    await publish(workspace, {}, {}, {}, {}, {});
    const { deliveries } = await claim(shard);
    const [refused, ...others] = deliveries.map(success);
    if (!refused) throw new Error("Nothing was claimed.");
    const recorder = new Recorder("test");
    // JSON text can't hold this character in PostgreSQL.
    await Promise.all([{ ...refused, errorMessage: "\u0000" }, ...others].map((outcome) => recorder.add(outcome)));
    const statuses = (await deliveriesOf(webhook.id)).map(({ status }) => status);
    expect(statuses.sort()).toEqual(["pending", "succeeded", "succeeded", "succeeded", "succeeded"]);
  });

  // Fault 9.
  test("ten dispatchers at once claim every delivery exactly once", async () => {
    const { workspace, webhook, shard } = await setUp();
    await publish(workspace, ...Array(100).fill({}));
    const claims = await Promise.all(Array.from({ length: 10 }, () => claim(shard, 30)));
    const ids = claims.flatMap(({ deliveries }) => deliveries.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength((await deliveriesOf(webhook.id)).filter(({ leaseToken }) => leaseToken).length);
    await db().delivery.deleteMany();
  });

  test("only one run drains a shard at a time", async () => {
    const { workspace, receiver, shard } = await setUp();
    await publish(workspace, {});
    const results = await Promise.all(
      Array.from({ length: 5 }, () => drainShard(shard, { maxRunMs: 5000, lingerMs: 100 })),
    );
    expect(results.filter(({ acquired }) => acquired)).toHaveLength(1);
    expect(receiver.requests).toHaveLength(1);
  });

  // Fault 4.
  test("a run that the database broke off gives its shard back as soon as it can", async () => {
    const { workspace, shard } = await setUp();
    await publish(workspace, {});
    await db().$executeRawUnsafe("ALTER TABLE webhook_health RENAME TO away");
    await expect(drainShard(shard)).rejects.toThrow();
    await db().$executeRawUnsafe("ALTER TABLE away RENAME TO webhook_health");
    const served = async () => (await db().shard.findUniqueOrThrow({ where: { id: shard } })).runningUntil;
    await expect.poll(served, { timeout: 10_000 }).toBeNull();
    await deliverDue();
  });

  // Fault 10.
  test("whoever was paused past the lease changes nothing", async () => {
    const { workspace, webhook, shard, receiver } = await setUp();
    await publish(workspace, {});
    const [stale] = (await claim(shard)).deliveries;
    if (!stale) throw new Error("Nothing was claimed.");
    await expireLeases();
    expect((await sweep()).interrupted).toBe(1);
    await deliverDue();
    expect(await recordAttempts([success(stale)], "stale")).toEqual(new Set());

    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery).toMatchObject({ status: "succeeded", attemptCount: 2 });
    const attempts = await attemptsOf(stale.id);
    expect(attempts.map(({ outcome, number }) => [number, outcome])).toEqual([
      [1, "interrupted"],
      [2, "succeeded"],
    ]);
    expect(receiver.requests).toHaveLength(1);
  });

  test("an interrupted attempt does not use up the retry schedule", async () => {
    const { workspace, webhook, shard } = await setUp();
    await publish(workspace, {});
    await claim(shard);
    await expireLeases();
    await sweep();
    expect((await deliveriesOf(webhook.id))[0]).toMatchObject({ status: "pending", retryStep: 0, attemptCount: 1 });
    await db().delivery.deleteMany();
  });

  test("claims given back are due at once and count as no attempt", async () => {
    const { workspace, webhook, shard } = await setUp();
    await publish(workspace, {}, {});
    const { deliveries } = await claim(shard);
    await releaseClaims(deliveries.map(({ token }) => token));
    for (const delivery of await deliveriesOf(webhook.id)) {
      expect(delivery).toMatchObject({ status: "pending", attemptCount: 0, leaseToken: null });
    }
    await db().delivery.deleteMany();
  });

  // Fault 11.
  test("what was being claimed when the process began to stop is given back", async () => {
    const { workspace, webhook, shard, receiver } = await setUp();
    await publish(workspace, {}, {});
    const { deliveries } = await claim(shard);
    const stopping = new Dispatcher();
    await stopping.close(0);
    await stopping.enqueue(shard, deliveries);
    for (const delivery of await deliveriesOf(webhook.id)) {
      expect(delivery).toMatchObject({ status: "pending", attemptCount: 0, leaseToken: null });
    }
    expect(receiver.requests).toHaveLength(0);
    await db().delivery.deleteMany();
  });
});

describe("fairness", () => {
  test("a webhook with a large backlog takes no more than its room", async () => {
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    const { webhook: busy } = await createTestWebhook(owner, { eventTypes: ["invoice.paid"] });
    const { webhook: calm } = await createTestWebhook(owner, { eventTypes: ["customer.created"] });
    const ids = [rowId("webhook", busy.id), rowId("webhook", calm.id)];
    await db().webhook.updateMany({ where: { id: { in: ids } }, data: { shard: 3 } });
    await publish(workspace, ...Array(500).fill({}), { type: "customer.created" });
    const { deliveries } = await claim(3, 100, new Map([[ids[0] ?? "", { held: 0, room: 20 }]]));
    const taken = (id: string | undefined) => deliveries.filter(({ webhookId }) => webhookId === id).length;
    expect([taken(ids[0]), taken(ids[1])]).toEqual([20, 1]);
    await db().delivery.deleteMany();
  });

  test("claims walk on from where the last one stopped", async () => {
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    for (let i = 0; i < 6; i++) await createTestWebhook(owner);
    await db().webhook.updateMany({ where: { workspaceId: workspace.id }, data: { shard: 4 } });
    await publish(workspace, {});
    const seen: string[] = [];
    let after = "00000000-0000-0000-0000-000000000000";
    for (let i = 0; i < 3; i++) {
      const { deliveries, lastWebhookId } = await claimDeliveries({
        shard: 4,
        limit: 2,
        afterWebhookId: after,
        rooms: new Map(),
        defaultRoom: 5,
        leaseMs: 60_000,
        processId: null,
      });
      seen.push(...deliveries.map(({ webhookId }) => webhookId));
      after = lastWebhookId ?? after;
    }
    expect(new Set(seen).size).toBe(6);
    await db().delivery.deleteMany();
  });
});

describe("the sweep", () => {
  // Fault 3.
  test("wakes a shard whose wake was lost", async () => {
    const { workspace, shard } = await setUp();
    await publish(workspace, {});
    await wakeShards([]);
    await db().shard.updateMany({ data: { wanted: false, wokenAt: null } });
    await db().delivery.updateMany({ data: { nextAttemptAt: new Date(Date.now() - 30_000) } });
    const before = await db().shard.findUniqueOrThrow({ where: { id: shard } });
    expect((await sweep()).woken).toEqual([shard]);
    const after = await db().shard.findUniqueOrThrow({ where: { id: shard } });
    expect(after.generation).toBe(before.generation + 1n);
    await deliverDue();
  });

  test("runs once at a time", async () => {
    const results = await Promise.all([sweep(), sweep(), sweep()]);
    expect(results.filter(({ swept }) => swept).length).toBeGreaterThanOrEqual(1);
  });

  test("leaves shards alone whose deliveries are not due", async () => {
    const { workspace } = await setUp();
    await publish(workspace, {});
    await db().delivery.updateMany({ data: { nextAttemptAt: new Date(Date.now() + 60_000) } });
    expect((await sweep()).woken).toEqual([]);
  });
});

test("the number of shards covers fast and slow ones", () => {
  expect(allShards({ shards: 2, slowShards: 1, maxRunMs: 1, lingerMs: 1 })).toEqual([0, 1, 1000]);
});

// Faults 35 and 36: an event accepted while its webhook was being paused or deleted.
describe("deliveries left behind by a change", () => {
  test.each([
    ["paused", { status: "paused" }, "held"],
    ["deleted", { status: "disabled", deletedAt: new Date() }, "canceled"],
  ] as const)("of a %s webhook are not left pending", async (_, data, status) => {
    const { workspace, webhook } = await setUp();
    await publish(workspace, {});
    await db().webhook.update({ where: { id: rowId("webhook", webhook.id) }, data });
    await settleStrays();
    expect((await deliveriesOf(webhook.id))[0]).toMatchObject({ status, nextAttemptAt: null });
  });

  test("of a webhook that moved to another dispatcher follow it", async () => {
    const { workspace, webhook, receiver, shard } = await setUp();
    await publish(workspace, {});
    const other = (shard + 1) % 8;
    await db().webhook.update({ where: { id: rowId("webhook", webhook.id) }, data: { shard: other } });
    await settleStrays();
    expect((await deliveriesOf(webhook.id))[0]?.shard).toBe(other);
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
  });
});
