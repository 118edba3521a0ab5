import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { shardOf, slowShardOf } from "#lib/dispatch/shards";
import { newId, parseId } from "#lib/ids";
import { listWebhookItems } from "#lib/webhooks/list-webhook-items";
import { listWebhooks } from "#lib/webhooks/list-webhooks";
import { nextAttempt } from "#lib/webhooks/next-attempt";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { summarizeWebhooks } from "#lib/webhooks/summarize-webhooks";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const NOW = new Date("2026-03-18T14:30:00Z");
const NOTHING = { succeeded24h: 0, failed24h: 0, failing: 0, disabled: 0, pending: 0, held: 0, isCapped: false };

test("the line over the list sums the webhooks of one workspace over 24 hours, and nobody else's", async () => {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  expect(await summarizeWebhooks(owner, NOW)).toEqual({ webhooks: 0, ...NOTHING });

  const ids = await Promise.all(Array.from({ length: 4 }, async () => (await createTestWebhook(owner)).webhook.id));
  const [failing = "", paused = "", disabled = "", deleted = ""] = ids;
  const row = (id: string) => ({ webhookId: parseId("webhook", id) ?? "" });
  for (const id of [failing, paused]) {
    await db().webhookHealth.create({ data: { ...row(id), failingSince: NOW } });
  }
  await pauseWebhook(owner, paused);
  await db().webhook.update({ where: { id: row(disabled).webhookId }, data: { status: "disabled" } });
  await db().webhook.update({ where: { id: row(deleted).webhookId }, data: { deletedAt: NOW } });
  const hour = (id: string, time: string, result: string, count: number) => ({
    ...row(id),
    workspaceId: workspace.id,
    hour: new Date(time),
    result,
    latencyBucket: 9,
    count,
  });
  await db().webhookHour.createMany({
    data: [
      hour(failing, "2026-03-18T14:00:00Z", "succeeded", 3),
      hour(failing, "2026-03-18T14:00:00Z", "timeout", 1),
      hour(paused, "2026-03-17T15:00:00Z", "succeeded", 4),
      hour(paused, "2026-03-17T14:00:00Z", "succeeded", 1000),
    ],
  });
  await createTestDelivery(workspace, failing, { status: "pending" });
  await createTestDelivery(workspace, paused, { status: "held" });
  await createTestDelivery(workspace, paused, { status: "held" });
  await createTestDelivery(workspace, failing, { status: "failed" });

  const expected = { webhooks: 3, failing: 1, disabled: 1, succeeded24h: 7, failed24h: 1, pending: 1, held: 2 };
  expect(await summarizeWebhooks(await workspace.as("viewer"), NOW)).toEqual({ ...expected, isCapped: false });
  const listed = await listWebhooks(await workspace.as("viewer"), { status: "failing" });
  expect(listed.data.map(({ id }) => id)).toEqual([failing]);
  const stranger = await (await createTestWorkspace()).as("owner");
  expect(await summarizeWebhooks(stranger, NOW)).toEqual({ webhooks: 0, ...NOTHING });
});

test("the dashboard's list tells of each webhook what the API tells", async () => {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  await db().tenant.create({ data: { id: newId(), workspaceId: workspace.id, key: "north", name: "North" } });
  const { webhook: busy } = await createTestWebhook(owner, {
    name: "Busy",
    tenant: "north",
    eventTypes: ["invoice.paid", "customer.created"],
  });
  const { webhook: quiet } = await createTestWebhook(owner, { name: "Quiet" });
  const ids = { workspaceId: workspace.id, webhookId: parseId("webhook", busy.id) ?? "" };
  const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
  const before = (hours: number) => new Date(hour.getTime() - hours * 3_600_000);
  await db().webhookHour.createMany({
    data: [
      { ...ids, hour, result: "succeeded", latencyBucket: 9, count: 3 },
      { ...ids, hour, result: "timeout", latencyBucket: 30, count: 2 },
      { ...ids, hour: before(23), result: "server_error", latencyBucket: 9, count: 5 },
      { ...ids, hour: before(24), result: "succeeded", latencyBucket: 1, count: 100 },
    ],
  });
  await db().webhookHealth.create({
    data: {
      webhookId: ids.webhookId,
      failingSince: before(2),
      lastSuccessAt: before(3),
      lastFailureAt: before(1),
      lastErrorCode: "server_error",
      lastResponseStatus: 503,
    },
  });
  await createTestDelivery(workspace, busy.id, { status: "pending" });
  await db().webhook.update({
    where: { id: parseId("webhook", quiet.id) ?? "" },
    data: { status: "disabled", statusReason: "It answered 410.", statusChangedAt: NOW },
  });

  const [views, items] = await Promise.all([listWebhooks(owner), listWebhookItems(owner)]);
  expect(items.data).toEqual(
    views.data.map(({ id, name, url, eventTypes, status, tenant, counts }) => ({
      ...{ id, name, url, eventTypes, status, tenant },
      ...{ pending: counts?.pending, held: counts?.held },
      attempts: {
        succeeded: counts?.succeeded24h,
        failed: counts?.failed24h,
        p95Ms: counts?.p95Ms24h,
        hours: counts?.hours.map(({ succeeded, failed }) => [succeeded, failed]),
      },
      ...(name === "Busy"
        ? {
            failing: { since: before(2).toISOString(), reason: "The server failed (503)" },
            disabled: null,
            lastAttemptAt: before(1).toISOString(),
          }
        : {
            failing: null,
            disabled: { since: NOW.toISOString(), reason: "It answered 410." },
            lastAttemptAt: null,
          }),
    })),
  );
  const counts = views.data.find(({ id }) => id === busy.id)?.counts;
  expect(counts).toMatchObject({ pending: 1, held: 0, succeeded24h: 3, failed24h: 7 });
  expect(counts?.hours[23]).toEqual({ hour: hour.toISOString(), succeeded: 3, failed: 2 });
  expect(counts?.hours[0]).toEqual({ hour: before(23).toISOString(), succeeded: 0, failed: 5 });
});

test("the next try is the earliest of what waits for the webhook, whichever dispatcher serves it, and nobody else's", async () => {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const viewer = await workspace.as("viewer");
  const { webhook } = await createTestWebhook(owner);
  expect(await nextAttempt(viewer, webhook.id)).toBeNull();

  const rowId = parseId("webhook", webhook.id) ?? "";
  const at = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
  for (const [status, shard, minutes] of [
    ["failed", shardOf(rowId), 1],
    ["pending", shardOf(rowId), 7],
    ["pending", slowShardOf(rowId), 5],
  ] as const) {
    await createTestDelivery(workspace, webhook.id, { status, shard, nextAttemptAt: at(minutes) });
  }
  expect(await nextAttempt(viewer, webhook.id)).toEqual(at(5));
  expect(await nextAttempt(await (await createTestWorkspace()).as("owner"), webhook.id)).toBeNull();
  await expect(nextAttempt(viewer, "wh_nonsense")).rejects.toMatchObject({ code: "not_found" });
});
