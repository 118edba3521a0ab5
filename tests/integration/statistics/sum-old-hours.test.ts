import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { newId, parseId } from "#lib/ids";
import { chartWebhook } from "#lib/statistics/chart-webhook";
import { sumOldHours } from "#lib/statistics/sum-old-hours";
import { createTestDatabase } from "#tests/support/database";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const NOW = new Date("2026-03-18T14:30:00Z");
const RANGES = ["24h", "7d", "30d"] as const;

test("days that no chart shows in parts become one row per outcome and latency; the charts stay as they are", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  const { webhook: other } = await createTestWebhook(ctx);
  const hour = (of: { id: string }, time: string, result: string, latencyBucket: number, count: number) => ({
    workspaceId: workspace.id,
    webhookId: parseId("webhook", of.id) ?? newId(),
    hour: new Date(time),
    result,
    latencyBucket,
    count,
  });
  await db().webhookHour.createMany({
    data: [
      hour(webhook, "2026-03-18T14:00:00Z", "succeeded", 3, 1),
      hour(webhook, "2026-03-11T00:00:00Z", "succeeded", 3, 2),
      hour(webhook, "2026-03-11T05:00:00Z", "succeeded", 3, 4),
      // The last day that is summed, its ends and all between.
      hour(webhook, "2026-03-10T00:00:00Z", "succeeded", 3, 8),
      hour(webhook, "2026-03-10T05:00:00Z", "succeeded", 3, 16),
      hour(webhook, "2026-03-10T23:00:00Z", "succeeded", 3, 32),
      hour(webhook, "2026-03-10T23:00:00Z", "succeeded", 4, 64),
      hour(webhook, "2026-03-10T23:00:00Z", "timeout", 4, 128),
      hour(other, "2026-03-10T23:00:00Z", "timeout", 4, 256),
      hour(webhook, "2026-02-17T01:00:00Z", "succeeded", 3, 512),
    ],
  });
  const charts = () => Promise.all(RANGES.map((range) => chartWebhook(ctx, webhook.id, range, NOW)));
  const before = await charts();

  let rows = 0;
  for (let summed = await sumOldHours(NOW); summed > 0; summed = await sumOldHours(NOW)) rows += summed;
  expect(rows).toBe(6);
  const left = await db().webhookHour.findMany({
    where: { workspaceId: workspace.id, webhookId: parseId("webhook", webhook.id) ?? "" },
    orderBy: [{ hour: "desc" }, { latencyBucket: "asc" }, { result: "asc" }],
  });
  expect(left.map((row) => [row.hour.toISOString().slice(0, 13), row.result, row.latencyBucket, row.count])).toEqual([
    ["2026-03-18T14", "succeeded", 3, 1],
    ["2026-03-11T05", "succeeded", 3, 4],
    ["2026-03-11T00", "succeeded", 3, 2],
    ["2026-03-10T00", "succeeded", 3, 56],
    ["2026-03-10T00", "succeeded", 4, 64],
    ["2026-03-10T00", "timeout", 4, 128],
    ["2026-02-17T00", "succeeded", 3, 512],
  ]);
  expect(await charts()).toEqual(before);
});
