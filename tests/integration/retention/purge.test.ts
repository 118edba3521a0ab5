import { v7 } from "uuid";
import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { listDeliveries } from "#lib/deliveries/list-deliveries";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { newId, publicId } from "#lib/ids";
import { purgeExpired } from "#lib/retention/purge-expired";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { deleteWorkspace } from "#lib/workspaces/delete-workspace";
import type { Prisma } from "#prisma/client";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);
const oldId = (days: number) => v7({ msecs: daysAgo(days).getTime() });

async function setUp(url?: string) {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("owner");
  const { webhook } = await createTestWebhook(ctx, url ? { url } : {});
  return { workspace, ctx, webhook };
}

/** An event of some days ago with a delivery and an attempt. @returns the ids of delivery and event */
async function createOld(
  workspace: TestWorkspace,
  webhookId: string,
  days: number,
  values: Partial<Prisma.DeliveryUncheckedCreateInput> = {},
) {
  const [eventId, id, at] = [oldId(days), oldId(days), daysAgo(days)];
  const common = { workspaceId: workspace.id, createdAt: at };
  const event = { ...common, id: eventId, profileId: workspace.profileId, type: "invoice.paid", data: "{}" };
  await db().event.create({ data: { ...event, occurredAt: at } });
  const delivery = { ...common, webhookId: rowId("webhook", webhookId), eventId, type: "invoice.paid", shard: 0 };
  await db().delivery.create({ data: { ...delivery, id, status: "succeeded", completedAt: at, ...values } });
  await db().attempt.create({
    data: {
      id: oldId(days),
      deliveryId: id,
      workspaceId: workspace.id,
      webhookId: delivery.webhookId,
      number: 1,
      reason: "first",
      outcome: "succeeded",
      requestUrl: "https://hooks.example.com/in",
      requestHeaders: "[]",
      worker: "w",
      startedAt: at,
    },
  });
  return { id, eventId };
}

const kept = async ({ id, eventId }: { id: string; eventId: string }) => ({
  delivery: (await db().delivery.count({ where: { id } })) === 1,
  attempts: await db().attempt.count({ where: { deliveryId: id } }),
  event: (await db().event.count({ where: { id: eventId } })) === 1,
});
const ALL = { delivery: true, attempts: 1, event: true };
const NOTHING = { delivery: false, attempts: 0, event: false };

describe("past its retention", () => {
  test("what rests is deleted, payload and attempts and all; each workspace has its own days", async () => {
    const { workspace, webhook } = await setUp();
    const week = await setUp();
    await db().workspace.update({ where: { id: week.workspace.id }, data: { retentionDays: 7 } });
    const old = await createOld(workspace, webhook.id, 31);
    const young = await createOld(workspace, webhook.id, 29);
    const weekOld = await createOld(week.workspace, week.webhook.id, 8);
    const nobodysEvent = oldId(40);
    const { profileId } = workspace;
    const event = { workspaceId: workspace.id, profileId, type: "x", data: "{}", occurredAt: daysAgo(40) };
    await db().event.create({ data: { ...event, id: nobodysEvent } });

    expect(await purgeExpired(5_000)).toEqual({ deliveries: 2, events: 3, more: false });
    expect(await kept(old)).toEqual(NOTHING);
    expect(await kept(weekOld)).toEqual(NOTHING);
    expect(await kept(young)).toEqual(ALL);
    expect(await db().event.count({ where: { id: nobodysEvent } })).toBe(0);
  });

  test("what waits, is held, is in flight or was sent again lately stays, with its event", async () => {
    const { workspace, webhook } = await setUp();
    const stay = [
      await createOld(workspace, webhook.id, 60, { status: "pending", nextAttemptAt: new Date(), completedAt: null }),
      await createOld(workspace, webhook.id, 60, { status: "held", completedAt: null }),
      await createOld(workspace, webhook.id, 60, { status: "pending", leaseToken: newId(), completedAt: null }),
      await createOld(workspace, webhook.id, 60, { status: "failed", completedAt: daysAgo(1) }),
    ];
    // The event of two deliveries goes with the last of them.
    const gone = await createOld(workspace, webhook.id, 60, { eventId: stay[1]?.eventId ?? "" });
    await purgeExpired(5_000);
    for (const one of stay) expect(await kept(one)).toEqual(ALL);
    expect(await db().delivery.count({ where: { id: gone.id } })).toBe(0);
  });

  test("a delivery whose event is gone is shown without its payload, and can't be sent again", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const { id, eventId } = await createOld(workspace, webhook.id, 1);
    await db().event.delete({ where: { id: eventId } });
    const shown = await getDelivery(ctx, publicId("delivery", id));
    expect(shown).toMatchObject({ event: null, requestBody: "", attempts: [{ number: 1 }] });
    expect((await listDeliveries(ctx)).data).toHaveLength(1);
    await expect(replayDelivery(ctx, shown.id)).rejects.toMatchObject({ code: "conflict", message: /retention/ });
  });

  test("keys go after 48 hours, old secrets after their overlap, deleted webhooks after their log; statistics stay", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const webhookId = rowId("webhook", webhook.id);
    const key = { workspaceId: workspace.id, eventId: newId(), digest: Buffer.from("x") };
    await db().eventKey.createMany({
      data: [
        { ...key, key: "old", createdAt: new Date(Date.now() - 49 * 3_600_000) },
        { ...key, key: "young", createdAt: new Date(Date.now() - 47 * 3_600_000) },
      ],
    });
    await rotateSecret(ctx, webhook.id, { overlapSeconds: 3600 });
    await rotateSecret(ctx, webhook.id, { overlapSeconds: 60 });
    await db().signingSecret.updateMany({
      where: { webhookId, expiresAt: { not: null, lt: new Date(Date.now() + 120_000) } },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    const hour = { workspaceId: workspace.id, webhookId, result: "succeeded", latencyBucket: 3, count: 5 };
    await db().webhookHour.createMany({ data: [40, 399, 401].map((days) => ({ ...hour, hour: daysAgo(days) })) });
    const accepted = { workspaceId: workspace.id, type: "invoice.paid", count: 1 };
    await db().eventHour.createMany({ data: [399, 401].map((days) => ({ ...accepted, hour: daysAgo(days) })) });
    const { webhook: deleted } = await createTestWebhook(ctx);
    await deleteWebhook(ctx, deleted.id);
    await db().webhook.update({ where: { id: rowId("webhook", deleted.id) }, data: { deletedAt: daysAgo(31) } });
    const last = await createOld(workspace, deleted.id, 20);

    const secretsBefore = await db().signingSecret.count({ where: { webhookId } });
    await purgeExpired(5_000);
    expect(await db().eventKey.findMany({ where: { workspaceId: workspace.id } })).toMatchObject([{ key: "young" }]);
    expect(await db().signingSecret.count({ where: { webhookId } })).toBeLessThan(secretsBefore);
    expect(await db().signingSecret.count({ where: { webhookId, expiresAt: null } })).toBe(1);
    expect(await db().webhookHour.count({ where: { webhookId } })).toBe(2);
    expect(await db().eventHour.count({ where: { workspaceId: workspace.id } })).toBe(1);
    // Its name is still needed by a delivery.
    expect(await db().webhook.count({ where: { id: rowId("webhook", deleted.id) } })).toBe(1);
    await db().delivery.delete({ where: { id: last.id } });
    await purgeExpired(5_000);
    expect(await db().webhook.count({ where: { id: rowId("webhook", deleted.id) } })).toBe(0);
  });
});

test("a deleted workspace's rows all go; only an owner who types its name may, and the audit log stays", async () => {
  const { workspace, ctx, webhook } = await setUp();
  const other = await setUp();
  const mine = await createOld(workspace, webhook.id, 1, { status: "held", completedAt: null });
  const theirs = await createOld(other.workspace, other.webhook.id, 1);
  await publish(workspace, { fields: `"id":"k1"` });
  await expect(deleteWorkspace(await workspace.as("admin"), { name: "Test" })).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(deleteWorkspace(ctx, { name: "another" })).rejects.toMatchObject({ errors: [{ path: "name" }] });
  await deleteWorkspace(ctx, { name: "Test" });
  await expect(publish(workspace, {})).resolves.toBeDefined(); // Its publisher's cache does not know yet.
  await purgeExpired(5_000);
  expect(await kept(mine)).toEqual(NOTHING);
  const where = { workspaceId: workspace.id };
  const left = await Promise.all([
    db().event.count({ where }),
    db().delivery.count({ where }),
    db().eventKey.count({ where }),
    db().webhook.count({ where }),
    db().member.count({ where }),
  ]);
  expect(left).toEqual([0, 0, 0, 0, 0]);
  expect(await kept(theirs)).toEqual(ALL);
  expect((await db().auditEntry.findMany({ where, orderBy: { id: "desc" } }))[0]?.action).toBe("workspace.deleted");
  // Remembered until nothing can follow any more.
  expect(await db().deletedWorkspace.count()).toBe(1);
  await db().deletedWorkspace.updateMany({ data: { deletedAt: daysAgo(1) } });
  await purgeExpired(5_000);
  expect(await db().deletedWorkspace.count()).toBe(0);
});

test("while 50,000 deliveries are purged, delivery goes on", async () => {
  const receiver = await startReceiver();
  const { workspace, webhook } = await setUp(receiver.url);
  await db().$executeRaw`
    WITH n AS (SELECT n, (lpad(to_hex(${daysAgo(40).getTime()}::bigint + n), 12, '0') || '7000' ||
                          '8000' || lpad(to_hex(n), 12, '0'))::uuid AS id FROM generate_series(1, 50000) n
    ), events AS (
      INSERT INTO event (id, workspace_id, profile_id, type, data, occurred_at)
      SELECT id, ${workspace.id}::uuid, ${workspace.profileId}::uuid, 'invoice.paid', repeat('x', 500), now() FROM n
    ), attempts AS (
      INSERT INTO attempt (id, delivery_id, workspace_id, webhook_id, number, reason, outcome, request_url,
                           request_headers, worker, started_at)
      SELECT id, id, ${workspace.id}::uuid, ${rowId("webhook", webhook.id)}::uuid, 1, 'first', 'succeeded', 'u',
             '[]', 'w', now() FROM n
    )
    INSERT INTO delivery (id, workspace_id, webhook_id, event_id, type, status, shard, created_at)
    SELECT id, ${workspace.id}::uuid, ${rowId("webhook", webhook.id)}::uuid, id, 'invoice.paid', 'succeeded', 0,
           ${daysAgo(40).toISOString()}::timestamptz FROM n`;
  let isPurging = true;
  let purged = 0;
  const purging = (async () => {
    for (let more = true; more; ) {
      const result = await purgeExpired(2_000);
      purged += result.deliveries;
      more = result.more;
    }
    isPurging = false;
  })();
  let meanwhile = 0;
  for (let batch = 0; batch < 10; batch++) {
    await publish(workspace, ...Array.from({ length: 100 }, () => ({})));
    await deliverDue();
    if (isPurging) meanwhile += 100;
  }
  await purging;
  expect(meanwhile).toBeGreaterThan(0);
  expect(purged).toBe(50_000);
  expect(receiver.requests).toHaveLength(1_000);
}, 180_000);
