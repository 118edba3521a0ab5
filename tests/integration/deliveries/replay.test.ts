import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { cancelDelivery } from "#lib/deliveries/cancel-delivery";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { setWakeSender } from "#lib/dispatch/wake";
import { newId, publicId } from "#lib/ids";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const dlv = (id: string) => publicId("delivery", id);
const rowOf = (id: string) => db().delivery.findUniqueOrThrow({ where: { id } });

async function setUp() {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  return { workspace, ctx, webhook };
}

describe("replaying one delivery", () => {
  test.each(["failed", "succeeded", "held", "canceled"] as const)("sends a %s one again, now", async (status) => {
    const { workspace, ctx, webhook } = await setUp();
    const id = await createTestDelivery(workspace, webhook.id, {
      status,
      retryStep: 4,
      attemptCount: 5,
      completedAt: new Date(),
    });
    expect(await replayDelivery(ctx, dlv(id))).toMatchObject({ id: dlv(id), status: "pending", completedAt: null });
    const row = await rowOf(id);
    expect(row).toMatchObject({ nextReason: "replay", retryStep: 0, attemptCount: 5 });
    expect(row.nextAttemptAt?.getTime()).toBeLessThanOrEqual(Date.now());
    expect(await auditActions(workspace)).toEqual(["webhook.created", "delivery.replayed"]);
  });

  // Fault 38.
  test("a double click, even at the same instant, sends once", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const id = await createTestDelivery(workspace, webhook.id);
    await Promise.all([replayDelivery(ctx, dlv(id)), replayDelivery(ctx, dlv(id)), replayDelivery(ctx, dlv(id))]);
    expect(await auditActions(workspace)).toEqual(["webhook.created", "delivery.replayed"]);
    // The first one was so fast that it is over by now.
    await db().delivery.update({ where: { id }, data: { status: "succeeded", nextAttemptAt: null } });
    await db().attempt.create({
      data: {
        id: newId(),
        deliveryId: id,
        workspaceId: workspace.id,
        webhookId: newId(),
        number: 1,
        reason: "replay",
        outcome: "succeeded",
        requestUrl: webhook.url,
        requestHeaders: "[]",
        worker: "w",
        startedAt: new Date(),
      },
    });
    expect((await replayDelivery(ctx, dlv(id))).status).toBe("succeeded");
  });

  test("is refused in flight, for a paused or deleted webhook, to viewers and strangers", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const leased = await createTestDelivery(workspace, webhook.id, { status: "pending", leaseToken: newId() });
    const failed = await createTestDelivery(workspace, webhook.id);
    await expect(replayDelivery(ctx, dlv(leased))).rejects.toMatchObject({ code: "conflict" });
    await expect(replayDelivery(await workspace.as("viewer"), dlv(failed))).rejects.toMatchObject({
      code: "forbidden",
    });
    const stranger = await (await createTestWorkspace()).as("owner");
    await expect(replayDelivery(stranger, dlv(failed))).rejects.toMatchObject({ code: "not_found" });
    await pauseWebhook(ctx, webhook.id);
    await expect(replayDelivery(ctx, dlv(failed))).rejects.toMatchObject({ code: "conflict" });
    await deleteWebhook(ctx, webhook.id);
    await expect(replayDelivery(ctx, dlv(failed))).rejects.toMatchObject({ code: "conflict" });
    expect((await rowOf(failed)).status).toBe("failed");
  });
});

test("canceling gives up what waits, and only that", async () => {
  const { workspace, ctx, webhook } = await setUp();
  const waiting = await createTestDelivery(workspace, webhook.id, { status: "pending", nextAttemptAt: new Date() });
  const leased = await createTestDelivery(workspace, webhook.id, { status: "pending", leaseToken: newId() });
  expect(await cancelDelivery(ctx, dlv(waiting))).toMatchObject({ status: "canceled", nextAttemptAt: null });
  await expect(cancelDelivery(ctx, dlv(waiting))).rejects.toMatchObject({ code: "conflict" });
  await expect(cancelDelivery(ctx, dlv(leased))).rejects.toMatchObject({ code: "conflict" });
  await expect(cancelDelivery(await workspace.as("viewer"), dlv(waiting))).rejects.toMatchObject({ code: "forbidden" });
  expect(await auditActions(workspace)).toEqual(["webhook.created", "delivery.canceled"]);
});
