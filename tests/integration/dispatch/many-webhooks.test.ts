import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { drainShard } from "#lib/dispatch/drain-shard";
import { createTestDatabase } from "#tests/support/database";
import { deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

/** More webhooks than one claim looks at. */
const WAITING = 1000;
const LIMITS = { maxRunMs: 60_000, lingerMs: 0 };

test("among a thousand webhooks that wait, a run delivers what is due, ends, and knows when to come back", async () => {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver();
  const nextAttemptAt = new Date(Date.now() + 3_600_000);
  const waiting = await createTestWebhook(owner, { eventTypes: ["invoice.created"] });
  const webhookId = rowId("webhook", waiting.webhook.id);
  const deliveryId = await createTestDelivery(workspace, waiting.webhook.id, { status: "pending", nextAttemptAt });
  // Random ids: before and behind the one that is due, in the order of the walk.
  await db().$executeRaw`
    WITH copy AS (
      INSERT INTO webhook SELECT (jsonb_populate_record(w, jsonb_build_object('id', gen_random_uuid()))).*
        FROM webhook w, generate_series(1, ${WAITING}::int) WHERE w.id = ${webhookId}::uuid
      RETURNING id)
    INSERT INTO delivery
    SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'webhook_id', copy.id))).*
      FROM delivery d, copy WHERE d.id = ${deliveryId}::uuid`;
  const due = await createTestWebhook(owner, { url: receiver.url, eventTypes: ["invoice.paid"] });
  await db().webhook.updateMany({ data: { shard: 1 } });
  await db().delivery.updateMany({ data: { shard: 1 } });

  await publish(workspace, {});
  // Not at once, as a run that was cut off asks for.
  expect(await drainShard(1, LIMITS)).toMatchObject({ claimed: 1, next: { at: nextAttemptAt } });
  expect((await deliveriesOf(due.webhook.id)).map(({ status }) => status)).toEqual(["succeeded"]);
  // Which has been asked for.
  expect(await drainShard(1, LIMITS)).toMatchObject({ claimed: 0, next: null });
});
