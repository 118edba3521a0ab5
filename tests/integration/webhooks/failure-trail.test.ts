import { beforeAll, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { failureTrail } from "#lib/webhooks/failure-trail";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

test("leads to the newest delivery that failed, behind those that still wait, and says when the next one is due", async () => {
  const workspace = await createTestWorkspace();
  const viewer = await workspace.as("viewer");
  const receiver = await startReceiver(status(500));
  const { webhook } = await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
  expect(await failureTrail(viewer, webhook.id)).toEqual({ failedDeliveryId: null, nextAttemptAt: null });

  await publish(workspace, {});
  await deliverDue();
  await publish(workspace, {});
  const [failed, waiting] = await deliveriesOf(webhook.id);
  const trail = await failureTrail(viewer, webhook.id);
  expect(waiting?.attemptCount).toBe(0);
  expect(trail.failedDeliveryId?.startsWith("dlv_")).toBe(true);
  expect(trail.nextAttemptAt).toBe(waiting?.nextAttemptAt?.toISOString());

  await db().delivery.delete({ where: { id: waiting?.id ?? "" } });
  expect(await failureTrail(viewer, webhook.id)).toEqual({
    failedDeliveryId: trail.failedDeliveryId,
    nextAttemptAt: failed?.nextAttemptAt?.toISOString(),
  });
});

test("nothing of another workspace's webhook", async () => {
  const stranger = await (await createTestWorkspace()).as("owner");
  const { webhook } = await createTestWebhook(await (await createTestWorkspace()).as("owner"));
  for (const id of [webhook.id, "wh_nonsense"]) {
    await expect(failureTrail(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  }
});
