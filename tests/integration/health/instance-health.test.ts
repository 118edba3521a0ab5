import { beforeEach, expect, test, vi } from "vitest";
import { GET } from "#app/api/v1/operator/health/route";
import { judgeEngine } from "#inngest/status/read-instance-health";
import { db } from "#lib/database/client";
import type { InstanceHealth, ShardView } from "#lib/health/health-view";
import {
  judgeAttempts,
  judgeClock,
  judgeDatabase,
  judgeDisk,
  judgeDispatch,
  judgeMail,
  judgePurge,
  judgeSecrets,
} from "#lib/health/judge-health";
import { deleteOperated } from "#lib/workspaces/delete-workspace";
import { suspendWorkspace } from "#lib/workspaces/suspend-workspace";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { createOperator } from "#tests/support/operator";
import {
  createOperatorKey,
  createTestDelivery,
  createTestWebhook,
  createTestWorkspace,
} from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();
const operator = await createOperator();
const GIGABYTE = 2 ** 30;

// Each test reads anew: what is known is kept for two seconds.
let aheadMs = 0;
beforeEach(() => {
  aheadMs += 3000;
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + aheadMs });
  return () => vi.useRealTimers();
});

async function health(): Promise<InstanceHealth> {
  const { status, body } = await callRoute(GET, { key: await createOperatorKey(["instance:read"]) });
  expect(status).toBe(200);
  return body;
}

test("names the workspaces and webhooks with the most that waits, and the dispatcher that nobody serves", async () => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("owner"), { name: "Busy" });
  for (let i = 0; i < 3; i++) await publish(workspace, {});
  const webhookId = rowId("webhook", webhook.id);
  await db().delivery.updateMany({ where: { webhookId }, data: { nextAttemptAt: new Date(Date.now() - 600_000) } });
  const found = await health();
  expect(found.backlog.webhooks[0]).toMatchObject({ id: webhook.id, name: "Busy", pending: 3 });
  expect(found.backlog.workspaces[0]).toMatchObject({ name: "Test", pending: 3 });
  expect(found.backlog.workspaces[0]?.oldestDueSeconds).toBeGreaterThan(500);
  const { shard } = await db().webhook.findUniqueOrThrow({ where: { id: webhookId } });
  expect(found.shards.find(({ id }) => id === shard)).toMatchObject({ pending: 3, running: false });
  expect(found.status).toBe("bad");
  const dispatch = found.checks.find(({ id }) => id === "dispatch");
  expect(dispatch).toMatchObject({ status: "bad", advice: expect.stringContaining("worker process") });
  expect(found.checks[0]?.status).toBe("bad");
});

test("does not take what waits for a suspended workspace for something stuck", async () => {
  await db().delivery.deleteMany();
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("owner"));
  await createTestDelivery(workspace, webhook.id, {
    status: "pending",
    nextAttemptAt: new Date(Date.now() - 600_000),
  });
  await suspendWorkspace(operator, workspace.slug, { reason: "Test." });
  const found = await health();
  expect(found.backlog).toMatchObject({ pending: 1, webhooks: [{ id: webhook.id, oldestDueSeconds: null }] });
  expect(found.checks.find(({ id }) => id === "dispatch")?.status).toBe("ok");
});

test("names webhooks that only fail, and what could not be signed", async () => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("owner"), { name: "Sad" });
  const failing = { failingSince: new Date(0), lastErrorCode: "signing_error" };
  const webhookId = rowId("webhook", webhook.id);
  await db().webhookHealth.upsert({ where: { webhookId }, create: { webhookId, ...failing }, update: failing });
  const found = await health();
  expect(found.failing[0]).toMatchObject({ id: webhook.id, name: "Sad", workspace: { slug: workspace.slug } });
  expect(found.checks.find(({ id }) => id === "secrets")).toMatchObject({
    status: "bad",
    advice: expect.stringContaining("POSTHORN_ENCRYPTION_KEY"),
  });
});

test("shows how far the purge of a deleted workspace is", async () => {
  const workspace = await createTestWorkspace();
  const { webhook } = await createTestWebhook(await workspace.as("owner"));
  for (let i = 0; i < 2; i++) await createTestDelivery(workspace, webhook.id);
  await deleteOperated(operator, workspace.slug, { confirm: workspace.slug });
  expect((await health()).purges).toMatchObject([
    { slug: workspace.slug, name: "Test", purgedDeliveries: 0, purgedEvents: 0, left: 4 },
  ]);
});

const shard = (fields: Partial<ShardView>): ShardView => ({
  id: 1,
  slow: false,
  wanted: true,
  running: false,
  pending: 5,
  oldestDueSeconds: null,
  ...fields,
});
const database = { version: "18", latencyMs: 1, bytes: 1, connections: 5, maxConnections: 100, readOnly: false };
const queue = { running: 0, due: 0, waitingForSlot: 0, scheduled: 0, oldestDueMs: 0, workers: 1 };
const embedded = { kind: "embedded" as const, functions: [], numbers: [], queue };

// What an operator is told about each fact: nothing while all is well, and what to do as soon as it is not.
test.each([
  ["a database that is well", judgeDatabase(database), "ok"],
  ["a slow database", judgeDatabase({ ...database, latencyMs: 900 }), "warn"],
  ["a database that fills up with connections", judgeDatabase({ ...database, connections: 80 }), "warn"],
  ["a database without connections", judgeDatabase({ ...database, connections: 95 }), "bad"],
  ["a read-only database", judgeDatabase({ ...database, readOnly: true }), "bad"],
  ["clocks that agree", judgeClock(1), "ok"],
  ["clocks that do not", judgeClock(-45), "bad"],
  ["dispatchers with nothing to do", judgeDispatch([shard({})]), "ok"],
  ["a dispatcher that is served in time", judgeDispatch([shard({ oldestDueSeconds: 5 })]), "ok"],
  ["a dispatcher that nobody serves", judgeDispatch([shard({ oldestDueSeconds: 30 })]), "bad"],
  ["one that does not keep up", judgeDispatch([shard({ running: true, oldestDueSeconds: 90 })]), "warn"],
  ["one whose webhooks hang", judgeDispatch([shard({ slow: true, running: true, oldestDueSeconds: 90 })]), "ok"],
  ["few failures", judgeAttempts({ total: 9, succeeded: 0 }), "ok"],
  ["mostly failures", judgeAttempts({ total: 900, succeeded: 100 }), "warn"],
  ["secrets that open", judgeSecrets(0), "ok"],
  ["secrets that do not", judgeSecrets(3), "bad"],
  ["a purge in time", judgePurge([], 0, 0), "ok"],
  ["a purge that is behind", judgePurge([], 2, 0), "warn"],
  ["a disk with room", judgeDisk({ freeBytes: 40 * GIGABYTE, totalBytes: 400 * GIGABYTE }, 1), "ok"],
  ["a disk that fills up", judgeDisk({ freeBytes: 5 * GIGABYTE, totalBytes: 100 * GIGABYTE }, 1), "warn"],
  ["a disk that is full", judgeDisk({ freeBytes: GIGABYTE, totalBytes: 100 * GIGABYTE }, 1), "bad"],
  ["a managed database", judgeDisk(null, GIGABYTE), "ok"],
  ["no mail server", judgeMail(undefined), "ok"],
  ["a mail server that answers", judgeMail(null), "ok"],
  ["a mail server that does not", judgeMail("connect ECONNREFUSED"), "bad"],
  ["a worker", judgeEngine(embedded), "ok"],
  ["no worker", judgeEngine({ ...embedded, queue: { ...queue, workers: 0 } }), "bad"],
  ["workers that do not keep up", judgeEngine({ ...embedded, queue: { ...queue, oldestDueMs: 60_000 } }), "warn"],
])("%s", (_case, { status, advice, summary }, expected) => {
  expect(status).toBe(expected);
  expect(summary).not.toBe("");
  if (status === "ok") expect(advice).toBeNull();
  else expect(advice).toMatch(/^[A-Z].*\.$/);
});
