import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterEach, expect, test } from "vitest";
import { requestReplay } from "#inngest/request-replay";
import { db } from "#lib/database/client";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { drainShard } from "#lib/dispatch/drain-shard";
import { publicId } from "#lib/ids";
import { collectMetrics } from "#lib/metrics/collect-metrics";
import { getReplay } from "#lib/replays/get-replay";
import { serveReplay } from "#lib/replays/run-replay";
import { startReplay } from "#lib/replays/start-replay";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

const url = await createTestDatabase();
await prepareDispatch();
const workers: ChildProcess[] = [];
afterEach(() => {
  for (const worker of workers.splice(0)) worker.kill("SIGKILL");
});

const since = "2026-01-01";

async function setUp() {
  const receiver = await startReceiver();
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx, { url: receiver.url });
  return { receiver, workspace, ctx, webhook };
}

/** Many deliveries at once, each of an event of its own that carries its number. */
async function createMany(
  workspace: { id: string; profileId: string },
  webhookId: string,
  status: string,
  count: number,
) {
  await db().$executeRaw`
    WITH events AS (
      INSERT INTO event (id, workspace_id, profile_id, type, data, occurred_at)
      SELECT posthorn_uuid7(), ${workspace.id}::uuid, ${workspace.profileId}::uuid, 'invoice.paid',
             '{"n":' || n || '}', now() FROM generate_series(1, ${count}::int) n
      RETURNING id, workspace_id, type
    )
    INSERT INTO delivery (id, workspace_id, webhook_id, event_id, type, status, shard, next_attempt_at)
    SELECT posthorn_uuid7(), e.workspace_id, w.id, e.id, e.type, ${status}::delivery_status, w.shard,
           CASE WHEN ${status} = 'pending' THEN now() END
      FROM events e, webhook w WHERE w.id = ${rowId("webhook", webhookId)}::uuid`;
}

test("what a person asks for goes before a backlog of 100,000, and is shown as due now", async () => {
  const { receiver, workspace, ctx, webhook } = await setUp();
  const failed = await createTestDelivery(workspace, webhook.id, { data: '{"n":"asked for"}' });
  await createMany(workspace, webhook.id, "pending", 100_000);
  const replayed = await replayDelivery(ctx, publicId("delivery", failed));
  await sendTestEvent(ctx, webhook.id, { type: "invoice.paid", data: { n: "test" } });
  expect(Math.abs(Date.parse(replayed.nextAttemptAt ?? "") - Date.now())).toBeLessThan(60_000);
  const shown = await getDelivery(ctx, replayed.id);
  expect(Math.abs(Date.parse(shown.nextAttemptAt ?? "") - Date.now())).toBeLessThan(60_000);
  const overdue = /^posthorn_deliveries_overdue_seconds (.*)$/m.exec((await collectMetrics()).text)?.[1];
  expect(Number(overdue)).toBeLessThan(60);

  const { shard } = await db().delivery.findUniqueOrThrow({ where: { id: failed } });
  await drainShard(shard, { maxRunMs: 1_000, lingerMs: 0 });
  const order = receiver.requests.map(({ body }) => body);
  expect(order.findIndex((body) => body.includes("asked for"))).toBeLessThan(8);
  expect(order.findIndex((body) => body.includes('"test"'))).toBeLessThan(8);
  expect((await db().delivery.findUniqueOrThrow({ where: { id: failed } })).status).toBe("succeeded");
  await db().delivery.deleteMany({ where: { webhookId: rowId("webhook", webhook.id) } });
});

test("a replay of thousands takes half of what the webhook may have in flight, so a fresh event is not behind them", async () => {
  const { receiver, workspace, ctx, webhook } = await setUp();
  await createMany(workspace, webhook.id, "failed", 2_000);
  const replay = await startReplay(ctx, webhook.id, { since, ratePerSecond: 500 });
  // Nobody serves the webhook: the replay waits instead of piling up.
  expect(await serveReplay(replay.id)).toEqual({ replayed: 16, done: false, waiting: true });
  await publish(workspace, { data: '{"n":"fresh"}' });
  await deliverDue();
  expect(receiver.requests).toHaveLength(17);
  expect(receiver.requests.findIndex(({ body }) => body.includes("fresh"))).toBeGreaterThan(-1);
});

test("kill -9 in the middle of a replay: it goes on, and sends nothing twice but what was in flight", async () => {
  const { receiver, workspace, ctx, webhook } = await setUp();
  const total = 400;
  await createMany(workspace, webhook.id, "failed", total);
  const doomed = await startWorker();
  const replay = await requestReplay(await startReplay(ctx, webhook.id, { since, ratePerSecond: 100 }));
  await expect.poll(() => receiver.requests.length, { timeout: 20_000 }).toBeGreaterThan(80);
  doomed.kill("SIGKILL");
  await once(doomed, "exit");
  expect(await getReplay(ctx, replay.id)).toMatchObject({ status: "running" });
  await startWorker();
  const statusOf = async () => (await getReplay(ctx, replay.id)).status;
  await expect.poll(statusOf, { timeout: 40_000 }).toBe("succeeded");
  const bodies = () => new Set(receiver.requests.map(({ body }) => body)).size;
  await expect.poll(bodies, { timeout: 60_000, interval: 500 }).toBe(total);
  expect(await getReplay(ctx, replay.id)).toMatchObject({ total, replayed: total });
  const duplicates = receiver.requests.length - total;
  expect(duplicates).toBeLessThanOrEqual(32);
  await expect
    .poll(() => db().delivery.count({ where: { replayId: rowId("replay", replay.id), status: "succeeded" } }), {
      timeout: 60_000,
    })
    .toBe(total);
  // The receiver saw each once, except for requests that were in flight at the kill; those are on record.
  const attempts = await db().attempt.groupBy({
    by: ["outcome"],
    where: { webhookId: rowId("webhook", webhook.id) },
    _count: { _all: true },
  });
  expect(attempts.find(({ outcome }) => outcome === "succeeded")?._count._all).toBe(total);
}, 150_000);

async function startWorker(): Promise<ChildProcess> {
  const worker = fork("scripts/worker.ts", {
    execArgv: ["--conditions=react-server"],
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  workers.push(worker);
  await once(worker, "message");
  return worker;
}
