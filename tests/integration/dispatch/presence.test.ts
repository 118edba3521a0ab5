import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { config } from "#lib/config";
import { db } from "#lib/database/client";
import { claimDeliveries } from "#lib/dispatch/claim";
import { presence } from "#lib/dispatch/presence";
import { acquireShard } from "#lib/dispatch/shard-lease";
import { newId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);
afterAll(() => presence.close());

const LOCK_CLASS = 7_065_002;
const LEASE_MS = 600_000;
const SOON = { timeout: 30_000, interval: 100 };

/** Another process: known to the database, with a session that holds its lock. */
async function startOther() {
  const { id } = await db().dispatchProcess.create({ data: { name: "other:1" } });
  const session = new pg.Client({ connectionString: config().databaseUrl });
  await session.connect();
  await session.query("SELECT pg_advisory_lock($1, $2)", [LOCK_CLASS, id]);
  return { id, dies: () => session.end() };
}

async function leasedBy(processId: number) {
  const workspace = await createTestWorkspace();
  const receiver = await startReceiver();
  const { webhook } = await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
  const { shard } = await db().webhook.findUniqueOrThrow({ where: { id: rowId("webhook", webhook.id) } });
  await publish(workspace, {});
  expect(await acquireShard(shard, newId(), processId)).toBe(true);
  const afterWebhookId = "00000000-0000-0000-0000-000000000000";
  const request = { shard, limit: 10, afterWebhookId, rooms: new Map(), defaultRoom: 10, leaseMs: LEASE_MS };
  const { deliveries } = await claimDeliveries({ ...request, processId });
  expect(deliveries).toHaveLength(1);
  return { webhook, receiver, shard };
}

const isKnown = async (id: number) => (await db().dispatchProcess.count({ where: { id } })) === 1;

// Fault 1.
test("what a process held that is gone is freed long before its leases expire, and delivered by another", async () => {
  const other = await startOther();
  const { webhook, receiver, shard } = await leasedBy(other.id);
  expect(await presence.open()).not.toBeNull();
  await other.dies();

  await expect.poll(() => isKnown(other.id), SOON).toBe(false);
  await expect.poll(async () => (await deliveriesOf(webhook.id))[0]?.leaseToken, SOON).toBeNull();
  const { runningUntil } = await db().shard.findUniqueOrThrow({ where: { id: shard } });
  expect(runningUntil?.getTime()).toBeLessThanOrEqual(Date.now());

  await deliverDue();
  expect(receiver.requests).toHaveLength(1);
  const [delivery] = await deliveriesOf(webhook.id);
  const attempts = await attemptsOf(delivery?.id ?? "");
  expect(attempts.map(({ outcome }) => outcome)).toEqual(["interrupted", "succeeded"]);
});

test("a process that lives keeps what it holds, whatever it was suspected of", async () => {
  const [other, gone] = [await startOther(), await startOther()];
  const { webhook } = await leasedBy(other.id);
  const longAgo = new Date(Date.now() - 3_600_000);
  await db().dispatchProcess.update({ where: { id: other.id }, data: { suspectedAt: longAgo } });
  const own = await presence.open();
  await db().dispatchProcess.update({ where: { id: own ?? 0 }, data: { suspectedAt: longAgo } });

  // Someone was looked after meanwhile, and this process has shown itself again.
  await gone.dies();
  await expect.poll(() => isKnown(gone.id), SOON).toBe(false);
  expect(await isKnown(other.id)).toBe(true);
  expect((await deliveriesOf(webhook.id))[0]?.leaseToken).not.toBeNull();
  expect(await db().dispatchProcess.findUnique({ where: { id: own ?? 0 } })).toMatchObject({ suspectedAt: null });
  await other.dies();
});

test("a process whose session PostgreSQL ended comes back under the same id", async () => {
  const id = await presence.open();
  const holder = () => db().$queryRaw<{ pid: number }[]>`
    SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND classid = ${LOCK_CLASS}::int AND objid = ${id}::int`;
  const [before] = await holder();
  await db().$queryRaw`SELECT pg_terminate_backend(${before?.pid}::int)`;
  await expect.poll(async () => (await holder())[0]?.pid ?? before?.pid, SOON).not.toBe(before?.pid);
  expect(await presence.open()).toBe(id);
});
