import { db } from "#lib/database/client";
import { drainShard } from "#lib/dispatch/drain-shard";
import { allShards } from "#lib/dispatch/shards";
import { prepareShards } from "#lib/dispatch/sweep";
import { setWakeSender } from "#lib/dispatch/wake";
import { acceptEvents } from "#lib/events/accept-events";
import { parsePublishBody } from "#lib/events/parse-publish";
import { parseId } from "#lib/ids";
import type { TestWorkspace } from "#tests/support/workspace";

/** Prepares a test database for dispatching. Wakes go nowhere: the tests drain the shards themselves. */
export async function prepareDispatch(): Promise<void> {
  setWakeSender(async () => {});
  await prepareShards();
}

/** Serves what is due, on every shard, until nothing is. */
export async function deliverDue(): Promise<void> {
  await Promise.all(allShards().map((shard) => drainShard(shard, { maxRunMs: 20_000, lingerMs: 0 })));
}

/** Publishes as the API does. `fields` are added to each event. */
export function publish(workspace: TestWorkspace, ...events: { type?: string; data?: string; fields?: string }[]) {
  const items = events.map(
    ({ type = "invoice.paid", data = "{}", fields = "" }) =>
      `{"workspace":"${workspace.slug}","type":"${type}","data":${data}${fields && `,${fields}`}}`,
  );
  return acceptEvents({ productId: workspace.productId }, parsePublishBody(`[${items.join(",")}]`));
}

/** The row id behind a public id. */
export function rowId(kind: Parameters<typeof parseId>[0], id: string): string {
  const uuid = parseId(kind, id);
  if (!uuid) throw new Error(`${id} is not the id of a ${kind}.`);
  return uuid;
}

/** A webhook's deliveries, oldest first. */
export function deliveriesOf(webhookId: string) {
  return db().delivery.findMany({ where: { webhookId: rowId("webhook", webhookId) }, orderBy: { id: "asc" } });
}

/** A delivery's attempts, in order. */
export function attemptsOf(deliveryId: string) {
  return db().attempt.findMany({ where: { deliveryId }, orderBy: { number: "asc" } });
}

/** Time travel: makes every waiting retry due, and lifts every pause of a webhook. */
export async function skipWaiting(): Promise<void> {
  await db().delivery.updateMany({
    where: { status: "pending", leaseToken: null },
    data: { nextAttemptAt: new Date() },
  });
  await db().webhookHealth.updateMany({ data: { waitUntil: null } });
}
