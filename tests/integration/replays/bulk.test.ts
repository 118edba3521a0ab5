import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { newId, publicId } from "#lib/ids";
import { cancelReplay } from "#lib/replays/cancel-replay";
import { getReplay } from "#lib/replays/get-replay";
import { listReplays } from "#lib/replays/list-replays";
import { previewReplay } from "#lib/replays/preview-replay";
import { serveReplay } from "#lib/replays/run-replay";
import { startReplay } from "#lib/replays/start-replay";
import { tickReplay } from "#lib/replays/tick-replay";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { createTestDatabase } from "#tests/support/database";
import { deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { auditActions, createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

const since = new Date(Date.now() - 3_600_000).toISOString();
const dlv = (id: string) => publicId("delivery", id);
const rowOf = (id: string) => db().delivery.findUniqueOrThrow({ where: { id } });
const tick = (replayId: string) => tickReplay(rowId("replay", replayId));
/** Lets the rate allow the next few at once. */
const restTicks = (replayId: string) =>
  db().replay.update({ where: { id: rowId("replay", replayId) }, data: { tickedAt: null } });

async function setUp() {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("developer");
  const { webhook } = await createTestWebhook(ctx);
  return { workspace, ctx, webhook };
}

async function createFailed(
  workspace: Awaited<ReturnType<typeof createTestWorkspace>>,
  webhookId: string,
  count: number,
) {
  const ids: string[] = [];
  for (let i = 0; i < count; i++) ids.push(await createTestDelivery(workspace, webhookId));
  return ids;
}

// Checklist 47: a range; a single one is in tests/integration/deliveries/replay.test.ts.
describe("of what matches", () => {
  test("goes on batch by batch at its rate, each delivery once", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const failed = await createFailed(workspace, webhook.id, 5);
    const succeeded = await createTestDelivery(workspace, webhook.id, { status: "succeeded" });
    const replay = await startReplay(ctx, webhook.id, { since, ratePerSecond: 20 });
    expect(replay).toMatchObject({ status: "running", kind: "matching", total: 5, totalIsExact: true, replayed: 0 });
    const later = await createTestDelivery(workspace, webhook.id);

    // A tenth of a second's worth.
    expect(await tick(replay.id)).toMatchObject({ replayed: 2, done: false });
    expect(await tick(replay.id)).toMatchObject({ replayed: 0, done: false });
    // One of them has failed again meanwhile; it had its turn.
    await db().delivery.update({ where: { id: failed[0] ?? "" }, data: { status: "failed" } });
    await restTicks(replay.id);
    await Promise.all([tick(replay.id), tick(replay.id)]);
    expect(await serveReplay(replay.id)).toMatchObject({ done: true });
    expect(await getReplay(ctx, replay.id)).toMatchObject({ status: "succeeded", replayed: 5, error: null });
    for (const id of failed.slice(1))
      expect(await rowOf(id)).toMatchObject({ status: "pending", nextReason: "replay" });
    expect((await rowOf(failed[0] ?? "")).status).toBe("failed");
    expect((await rowOf(succeeded)).status).toBe("succeeded");
    expect((await rowOf(later)).status).toBe("failed");
    expect(await auditActions(workspace)).toEqual(["webhook.created", "replay.started"]);
  });

  test("takes the filters of the list: type, status, error, event, text and id", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const paid = await createTestDelivery(workspace, webhook.id, {
      lastErrorCode: "timeout",
      data: '{"note":"Grüße"}',
    });
    const sent = await createTestDelivery(workspace, webhook.id, { status: "succeeded", type: "customer.updated" });
    await createTestDelivery(workspace, webhook.id, { status: "pending", nextAttemptAt: new Date() });
    const count = async (filters: object) => (await previewReplay(ctx, webhook.id, { since, ...filters })).count;
    expect(await count({})).toBe(1);
    expect(await count({ status: "any" })).toBe(2);
    expect(await count({ status: "any", type: "customer.updated" })).toBe(1);
    expect(await count({ errorCode: "timeout" })).toBe(1);
    expect(await count({ errorCode: "dns_error" })).toBe(0);
    expect(await count({ q: "grüße" })).toBe(1);
    expect(await count({ q: dlv(sent), status: "any" })).toBe(1);
    expect(await count({ event: publicId("event", (await rowOf(paid)).eventId) })).toBe(1);
    expect(await count({ until: "2026-01-01", since: "2025-01-01" })).toBe(0);
  });

  test("a preview counts to 10,000, and names the oldest and the newest", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const old = new Date(Date.now() - 7_200_000);
    await db().$executeRaw`
      INSERT INTO delivery (id, workspace_id, webhook_id, event_id, type, status, shard)
      SELECT posthorn_uuid7(), ${workspace.id}::uuid, ${rowId("webhook", webhook.id)}::uuid, gen_random_uuid(),
             'invoice.paid', 'failed', 0 FROM generate_series(1, 10050)`;
    const preview = await previewReplay(ctx, webhook.id, { since: old.toISOString() });
    expect(preview).toMatchObject({ count: 10_000, more: true });
    expect(Date.parse(preview.newest ?? "")).toBeGreaterThanOrEqual(Date.parse(preview.oldest ?? ""));
    // Their payloads are gone, so none is sent; the total is counted to its end all the same.
    const replay = await startReplay(ctx, webhook.id, { since: old.toISOString(), ratePerSecond: 500 });
    expect(replay.totalIsExact).toBe(false);
    await serveReplay(replay.id, 200);
    expect(await getReplay(ctx, replay.id)).toMatchObject({ total: 10_050, totalIsExact: true, replayed: 0 });
  });
});

describe("of a selection", () => {
  test("goes to all webhooks concerned, and leaves out what waits, what is foreign and what is not chosen", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const { webhook: second } = await createTestWebhook(ctx);
    const { webhook: paused } = await createTestWebhook(ctx);
    const a = await createTestDelivery(workspace, webhook.id);
    const b = await createTestDelivery(workspace, second.id, { status: "succeeded" });
    const c = await createTestDelivery(workspace, paused.id);
    const waiting = await createTestDelivery(workspace, webhook.id, { status: "pending", nextAttemptAt: new Date() });
    const other = await createTestDelivery(workspace, webhook.id);
    const stranger = await setUp();
    const foreign = await createTestDelivery(stranger.workspace, stranger.webhook.id);
    await pauseWebhook(ctx, paused.id);
    const deliveries = [a, b, c, waiting, foreign].map(dlv);
    expect(await previewReplay(ctx, null, { kind: "selected", deliveries })).toMatchObject({ count: 2 });
    const replay = await startReplay(ctx, null, { kind: "selected", deliveries });
    expect(await serveReplay(replay.id)).toEqual({ replayed: 2, done: true, waiting: false });
    const statuses = await Promise.all([a, b, c, other, foreign].map(async (id) => (await rowOf(id)).status));
    expect(statuses).toEqual(["pending", "pending", "failed", "failed", "failed"]);
  });

  test("holds 1,000 at most", async () => {
    const { ctx } = await setUp();
    const deliveries = Array.from({ length: 1001 }, () => dlv(newId()));
    await expect(startReplay(ctx, null, { kind: "selected", deliveries })).rejects.toMatchObject({
      errors: [{ path: "deliveries" }],
    });
    await expect(startReplay(ctx, null, { kind: "selected", deliveries: ["x"] })).rejects.toMatchObject({
      errors: [{ path: "deliveries.0" }],
    });
  });
});

describe("of what is missing", () => {
  test("creates the deliveries that the webhook, as it is now, would have received", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    await publish(
      workspace,
      { type: "invoice.paid" },
      { type: "customer.updated" },
      { type: "invoice.paid", fields: `"tenant":"north"` },
    );
    const { webhook } = await createTestWebhook(ctx, { eventTypes: ["invoice.paid"] });
    await publish(workspace, { type: "customer.created", fields: `"tenant":"south"` });
    const { webhook: south } = await createTestWebhook(ctx, { tenant: "south" });
    await publish(workspace, { type: "invoice.paid" });
    expect(await deliveriesOf(webhook.id)).toHaveLength(1);

    expect(await previewReplay(ctx, webhook.id, { kind: "missing", since })).toMatchObject({ count: 2 });
    expect(await previewReplay(ctx, south.id, { kind: "missing", since })).toMatchObject({ count: 1 });
    const replay = await startReplay(ctx, webhook.id, { kind: "missing", since });
    expect(await serveReplay(replay.id)).toMatchObject({ replayed: 2, done: true });
    expect(await deliveriesOf(webhook.id)).toMatchObject([
      { status: "pending", nextReason: "first" },
      { status: "pending", nextReason: "replay", replayId: rowId("replay", replay.id) },
      { status: "pending", nextReason: "replay" },
    ]);
    expect(await previewReplay(ctx, webhook.id, { kind: "missing", since })).toMatchObject({ count: 0 });
  });

  test("respects the role of the owner, and needs one webhook", async () => {
    const workspace = await createTestWorkspace();
    await db().eventType.updateMany({
      where: { productId: workspace.productId, name: "invoice.paid" },
      data: { lowestRole: "admin" },
    });
    await publish(workspace, { type: "invoice.paid" }, { type: "customer.updated" });
    const developer = await workspace.as("developer");
    const admin = await workspace.as("admin");
    const { webhook: low } = await createTestWebhook(developer);
    const { webhook: high } = await createTestWebhook(admin);
    expect((await previewReplay(admin, low.id, { kind: "missing", since })).count).toBe(1);
    expect((await previewReplay(admin, high.id, { kind: "missing", since })).count).toBe(2);
    await expect(previewReplay(admin, null, { kind: "missing", since })).rejects.toMatchObject({
      errors: [{ path: "webhook" }],
    });
  });
});

describe("while it runs", () => {
  test("one at a time per webhook; a paused webhook ends it", async () => {
    const { workspace, ctx, webhook } = await setUp();
    await createFailed(workspace, webhook.id, 1);
    const starts = await Promise.allSettled([
      startReplay(ctx, webhook.id, { since }),
      startReplay(ctx, webhook.id, { since }),
    ]);
    expect(starts.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const started = starts.find((start) => start.status === "fulfilled");
    const id = started?.value.id ?? "";
    await expect(startReplay(ctx, null, { since })).rejects.toMatchObject({ code: "conflict" });
    await pauseWebhook(ctx, webhook.id);
    expect(await serveReplay(id)).toMatchObject({ replayed: 0, done: true });
    const error = "The webhook was paused while the replay ran.";
    expect(await getReplay(ctx, id)).toMatchObject({ status: "failed", error });
    await expect(startReplay(ctx, webhook.id, { since })).rejects.toMatchObject({ code: "conflict" });
  });

  test("across webhooks, one that is deleted is left out and said so; the others are finished", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const { webhook: doomed } = await createTestWebhook(ctx);
    const [kept] = await createFailed(workspace, webhook.id, 1);
    const [lost] = await createFailed(workspace, doomed.id, 1);
    const replay = await startReplay(ctx, null, { since });
    expect(replay).toMatchObject({ webhookId: null, total: 2 });
    await deleteWebhook(ctx, doomed.id);
    expect(await serveReplay(replay.id)).toMatchObject({ replayed: 1, done: true });
    expect(await getReplay(ctx, replay.id)).toMatchObject({
      status: "failed",
      error: expect.stringContaining("left out: 1"),
    });
    expect((await rowOf(kept ?? "")).status).toBe("pending");
    expect((await rowOf(lost ?? "")).status).toBe("failed");
  });

  test("a webhook that is deleted misses nothing any more", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("developer");
    await publish(workspace, {});
    const { webhook } = await createTestWebhook(ctx);
    const replay = await startReplay(ctx, webhook.id, { kind: "missing", since });
    await deleteWebhook(ctx, webhook.id);
    expect(await serveReplay(replay.id)).toMatchObject({ replayed: 0, done: true });
    const error = "The webhook was deleted while the replay ran.";
    expect(await getReplay(ctx, replay.id)).toMatchObject({ status: "failed", error });
    expect(await deliveriesOf(webhook.id)).toEqual([]);
  });

  test("canceling leaves the rest as it is, once, and not by a viewer", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const failed = await createFailed(workspace, webhook.id, 4);
    const replay = await startReplay(ctx, webhook.id, { since, ratePerSecond: 10 });
    await tick(replay.id);
    expect((await listReplays(ctx, webhook.id)).data).toMatchObject([{ id: replay.id, status: "running" }]);
    await expect(cancelReplay(await workspace.as("viewer"), replay.id)).rejects.toMatchObject({ code: "forbidden" });
    expect(await cancelReplay(ctx, replay.id)).toMatchObject({ status: "canceled", replayed: 1 });
    await expect(cancelReplay(ctx, replay.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await serveReplay(replay.id)).toMatchObject({ replayed: 0, done: true });
    const statuses = await Promise.all(failed.map(async (id) => (await rowOf(id)).status));
    expect(statuses).toEqual(["pending", "failed", "failed", "failed"]);
    expect(await auditActions(workspace)).toEqual(["webhook.created", "replay.started", "replay.canceled"]);
  });

  test("is for whoever may: not viewers, not strangers; bad input names its field", async () => {
    const { workspace, ctx, webhook } = await setUp();
    const replay = await startReplay(ctx, webhook.id, { since });
    expect(replay).toMatchObject({ status: "succeeded", total: 0 });
    const refused: [object, string][] = [
      [{ since, until: since }, "until"],
      [{ since: "soon" }, "since"],
      [{}, "since"],
      [{ since, deliveries: [dlv(newId())] }, "deliveries"],
      [{ kind: "missing", since, status: "failed" }, "status"],
      [{ since, ratePerSecond: 5000 }, "ratePerSecond"],
    ];
    for (const [input, path] of refused) {
      await expect(startReplay(ctx, webhook.id, input), path).rejects.toMatchObject({ errors: [{ path }] });
    }
    const viewer = await workspace.as("viewer");
    await expect(startReplay(viewer, webhook.id, { since })).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewReplay(viewer, webhook.id, { since })).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await (await createTestWorkspace()).as("owner");
    await expect(startReplay(stranger, webhook.id, { since })).rejects.toMatchObject({ code: "not_found" });
    await expect(getReplay(stranger, replay.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(cancelReplay(stranger, replay.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
