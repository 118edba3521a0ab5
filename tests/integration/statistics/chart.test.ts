import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { newId, parseId } from "#lib/ids";
import { chartWebhook } from "#lib/statistics/chart-webhook";
import { bucketOf } from "#lib/statistics/latency";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const NOW = new Date("2026-03-18T14:30:00Z");

test.each([
  { range: "24h", count: 24, last: "2026-03-18T14:00:00.000Z", succeeded: 9, failed: 3 },
  { range: "7d", count: 28, last: "2026-03-18T12:00:00.000Z", succeeded: 9, failed: 4 },
  { range: "30d", count: 30, last: "2026-03-18T00:00:00.000Z", succeeded: 14, failed: 4 },
] as const)("$range from the hourly statistics", async ({ range, count, last, succeeded, failed }) => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  const webhookId = parseId("webhook", webhook.id) ?? "";
  const hour = (time: string, result: string, ms: number, n: number) => ({
    workspaceId: workspace.id,
    webhookId,
    hour: new Date(time),
    result,
    latencyBucket: bucketOf(ms),
    count: n,
  });
  await db().webhookHour.createMany({
    data: [
      hour("2026-03-18T14:00:00Z", "succeeded", 10, 9),
      hour("2026-03-18T14:00:00Z", "timeout", 5000, 1),
      hour("2026-03-18T13:00:00Z", "server_error", 20, 2),
      hour("2026-03-17T11:00:00Z", "timeout", 20, 1),
      hour("2026-02-20T11:00:00Z", "succeeded", 20, 5),
      hour("2026-02-10T11:00:00Z", "succeeded", 20, 7),
    ],
  });
  const chart = await chartWebhook(await workspace.as("viewer"), webhook.id, range, NOW);
  expect(chart.points).toHaveLength(count);
  expect(chart.points.at(-1)).toMatchObject({ time: last });
  expect(chart).toMatchObject({ succeeded, failed, isPartial: false });
  expect(chart.points.reduce((sum, point) => sum + point.succeeded, 0)).toBe(succeeded);
  expect(chart.latency.p50).toBeLessThan(20);
  expect(chart.latency.p99).toBeGreaterThan(4500);
  const timeouts = range === "24h" ? 1 : 2;
  expect(chart.errors).toContainEqual({ code: "timeout", count: timeouts });
  const stranger = await (await createTestWorkspace()).as("owner");
  expect(await chartWebhook(stranger, webhook.id, range, NOW)).toMatchObject({ succeeded: 0, failed: 0 });
  await expect(chartWebhook(stranger, "wh_x", range)).rejects.toMatchObject({ code: "not_found" });
});

test("the last hour from its attempts, without test events", async () => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  for (const { errorCode, isTest } of [
    { errorCode: null, isTest: false },
    { errorCode: "timeout", isTest: false },
    { errorCode: "timeout", isTest: true },
  ]) {
    const deliveryId = await createTestDelivery(workspace, webhook.id, { test: isTest });
    await db().attempt.create({
      data: {
        id: newId(),
        deliveryId,
        workspaceId: workspace.id,
        webhookId: parseId("webhook", webhook.id) ?? "",
        number: 1,
        reason: "first",
        outcome: errorCode ? "failed" : "succeeded",
        errorCode,
        requestUrl: webhook.url,
        requestHeaders: "[]",
        totalMs: 40,
        worker: "w",
        startedAt: new Date(),
      },
    });
  }
  const chart = await chartWebhook(await workspace.as("viewer"), webhook.id, "1h");
  expect(chart).toMatchObject({ succeeded: 1, failed: 1, errors: [{ code: "timeout", count: 1 }] });
  expect(chart.points).toHaveLength(30);
  expect(chart.points.slice(-2).reduce((sum, point) => sum + point.failed, 0)).toBe(1);
});
