import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { shardOf, slowShardOf } from "#lib/dispatch/shards";
import { parseId } from "#lib/ids";
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
