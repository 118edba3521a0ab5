import { beforeAll, expect, test } from "vitest";
import { publicId } from "#lib/ids";
import { lastFailed } from "#lib/webhooks/last-failed";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

test("the newest delivery that failed, behind those that still wait, and nothing to strangers", async () => {
  const workspace = await createTestWorkspace();
  const viewer = await workspace.as("viewer");
  const receiver = await startReceiver(status(500));
  const { webhook } = await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
  expect(await lastFailed(viewer, webhook.id)).toBeNull();
  await publish(workspace, {});
  await deliverDue();
  await publish(workspace, {});
  const [failed, waiting] = await deliveriesOf(webhook.id);
  expect(waiting?.attemptCount).toBe(0);
  expect(await lastFailed(viewer, webhook.id)).toBe(publicId("delivery", failed?.id ?? ""));
  const stranger = await (await createTestWorkspace()).as("owner");
  expect(await lastFailed(stranger, webhook.id)).toBeNull();
  await expect(lastFailed(viewer, "wh_nonsense")).rejects.toMatchObject({ code: "not_found" });
});
