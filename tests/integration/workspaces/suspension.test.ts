import { describe, expect, test } from "vitest";
import { GET as flatRoute } from "#app/api/integration/webhook/route";
import { POST as publishRoute } from "#app/api/v1/events/route";
import { POST as resumeRoute } from "#app/api/v1/operator/workspaces/[id]/resume/route";
import { POST as suspendRoute } from "#app/api/v1/operator/workspaces/[id]/suspend/route";
import { GET as listWebhooks } from "#app/api/v1/webhooks/route";
import { listAudit } from "#lib/audit/list-audit";
import { listMemberships } from "#lib/auth/memberships";
import { findSuspension, workspaceContext } from "#lib/auth/workspace-context";
import { db } from "#lib/database/client";
import { claimDeliveries } from "#lib/dispatch/claim";
import { sweep } from "#lib/dispatch/sweep";
import { probeDisabled } from "#lib/webhooks/probe-disabled";
import { reviewFailing } from "#lib/webhooks/review-failing";
import { resumeWorkspace, suspendWorkspace } from "#lib/workspaces/suspend-workspace";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { createOperator } from "#tests/support/operator";
import { startReceiver, status } from "#tests/support/receiver";
import { createOperatorKey, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

const operator = await createOperator();
const reason = "The invoice of May is unpaid.";
const DAY_MS = 86_400_000;

/** A suspended workspace with a webhook to a receiver of its own. */
async function suspended({ deliveries = 0 } = {}) {
  const workspace = await createTestWorkspace();
  const receiver = await startReceiver();
  const owner = await workspace.as("owner");
  const { webhook } = await createTestWebhook(owner, { url: receiver.url });
  for (let i = 0; i < deliveries; i++) await publish(workspace, { data: `{"n":${i}}` });
  await suspendWorkspace(operator, workspace.slug, { reason });
  return { workspace, receiver, owner, webhook };
}

describe("a suspended workspace", () => {
  test("publishes nothing, and its keys are refused with the reason", async () => {
    const { workspace } = await suspended();
    const body = { workspace: workspace.slug, type: "invoice.paid", data: {} };
    expect(await callRoute(publishRoute, { key: await workspace.publishKey(), body })).toMatchObject({
      status: 422,
      body: { code: "invalid_input", errors: [{ path: "workspace", message: `"${workspace.slug}" is suspended` }] },
    });
    expect(await callRoute(listWebhooks, { key: await workspace.apiKey() })).toMatchObject({
      status: 403,
      body: { code: "workspace_suspended", detail: expect.stringContaining(reason) },
    });
  });

  test("refuses the flat API too, in its own words", async () => {
    const kruncher = await createTestWorkspace("kruncher");
    await suspendWorkspace(operator, kruncher.slug, { reason });
    const key = await kruncher.apiKey();
    const request = new Request("http://localhost/api/integration/webhook", { headers: { authorization: key } });
    const answer = await flatRoute(request);
    expect([answer.status, await answer.json()]).toEqual([401, expect.objectContaining({ success: false })]);
  });

  test("keeps its members out, who learn why, and nobody else learns anything", async () => {
    const { workspace, owner } = await suspended();
    if (owner.actor.type !== "user") throw new Error("not a person");
    const { actor } = owner;
    const asNow = async () => ({ ...actor, memberships: await listMemberships(actor.id) });
    const user = await asNow();
    expect(() => workspaceContext(user, workspace.slug, owner.request)).toThrow(
      expect.objectContaining({
        code: "workspace_suspended",
        message: `This workspace is suspended. Its operator says: ${reason}`,
      }),
    );
    expect(findSuspension(user, workspace.slug)).toMatchObject({ name: "Test", reason });
    const stranger = (await (await createTestWorkspace()).as("owner")).actor;
    if (stranger.type !== "user") throw new Error("not a person");
    const other = { ...stranger, memberships: await listMemberships(stranger.id) };
    expect(() => workspaceContext(other, workspace.slug, owner.request)).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
    expect(findSuspension(other, workspace.slug)).toBeNull();
    await resumeWorkspace(operator, workspace.slug);
    expect(workspaceContext(await asNow(), workspace.slug, owner.request)).toMatchObject({ role: "owner" });
    expect(findSuspension(await asNow(), workspace.slug)).toBeNull();
  });

  test("sends nothing, loses nothing, and goes on where it was when it is resumed", async () => {
    const { workspace, receiver, webhook } = await suspended({ deliveries: 3 });
    const neighbour = await createTestWorkspace();
    const healthy = await startReceiver();
    await createTestWebhook(await neighbour.as("owner"), { url: healthy.url });
    await publish(neighbour, {});
    await deliverDue();
    expect(receiver.requests).toHaveLength(0);
    expect(healthy.requests).toHaveLength(1);
    const waiting = await deliveriesOf(webhook.id);
    expect(waiting.map((one) => [one.status, one.attemptCount])).toEqual(Array(3).fill(["pending", 0]));
    // Nobody is woken for it again and again.
    const { shard } = await db().webhook.findUniqueOrThrow({ where: { id: rowId("webhook", webhook.id) } });
    await db().delivery.updateMany({
      where: { webhookId: rowId("webhook", webhook.id) },
      data: { nextAttemptAt: new Date(Date.now() - DAY_MS) },
    });
    await db().shard.updateMany({ data: { wokenAt: null, runningUntil: null } });
    expect((await sweep()).woken).not.toContain(shard);

    await resumeWorkspace(operator, workspace.slug);
    await deliverDue();
    expect(receiver.requests.map(({ body }) => JSON.parse(body).data.n).toSorted()).toEqual([0, 1, 2]);
    for (const { id } of waiting) expect(await attemptsOf(id)).toHaveLength(1);
  });

  test("keeps a retry's place in its schedule", async () => {
    const workspace = await createTestWorkspace();
    const receiver = await startReceiver(status(500));
    const { webhook } = await createTestWebhook(await workspace.as("owner"), { url: receiver.url });
    await publish(workspace, {});
    await deliverDue();
    const [before] = await deliveriesOf(webhook.id);
    await suspendWorkspace(operator, workspace.slug, { reason });
    await resumeWorkspace(operator, workspace.slug);
    const [after] = await deliveriesOf(webhook.id);
    expect(after).toEqual(before);
    expect(after).toMatchObject({ status: "pending", attemptCount: 1, retryStep: 1 });
  });

  test("is not asked about when the next delivery is due", async () => {
    const { workspace, webhook } = await suspended({ deliveries: 1 });
    // Where no other test's retries wait.
    const shard = 99;
    await db().webhook.update({ where: { id: rowId("webhook", webhook.id) }, data: { shard } });
    await db().delivery.updateMany({
      where: { workspaceId: workspace.id },
      data: { shard, nextAttemptAt: new Date(Date.now() + 5000) },
    });
    const claim = await claimDeliveries({
      shard,
      limit: 100,
      afterWebhookId: "00000000-0000-0000-0000-000000000000",
      rooms: new Map(),
      defaultRoom: 10,
      leaseMs: 45_000,
      processId: null,
    });
    expect(claim).toMatchObject({ deliveries: [], nextDueAt: null });
  });

  test("is not probed, and its failing webhooks are not judged for the time between", async () => {
    const { workspace, receiver, webhook } = await suspended();
    const webhookId = rowId("webhook", webhook.id);
    const ago = (days: number) => new Date(Date.now() - days * DAY_MS);
    await db().workspace.update({ where: { id: workspace.id }, data: { suspendedAt: ago(6) } });
    const failing = {
      failingSince: ago(6.5),
      lastFailureAt: ago(6),
      lastErrorCode: "http_error",
      consecutiveFailures: 9,
    };
    await db().webhookHealth.upsert({
      where: { webhookId },
      create: { webhookId, ...failing, probeAt: new Date(0) },
      update: { ...failing, probeAt: new Date(0) },
    });
    await db().webhook.update({ where: { id: webhookId }, data: { status: "disabled" } });
    expect(await probeDisabled(1000)).toMatchObject({ probed: 0 });
    await db().webhook.update({ where: { id: webhookId }, data: { status: "active" } });

    await resumeWorkspace(operator, workspace.slug);
    receiver.answerWith(status(500));
    await publish(workspace, {});
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
    expect(await reviewFailing()).toEqual({ warned: 0, disabled: 0 });
    const health = await db().webhookHealth.findUniqueOrThrow({ where: { webhookId } });
    expect(Date.now() - (health.failingSince?.getTime() ?? 0)).toBeLessThan(DAY_MS);
  });
});

describe("suspending and resuming", () => {
  test("twice changes nothing the second time, and the log of the workspace names the operator", async () => {
    const workspace = await createTestWorkspace();
    const key = await createOperatorKey(["workspaces:write"]);
    const call = (route: typeof suspendRoute, body?: unknown) =>
      callRoute(route, { key, method: "POST", params: { id: workspace.slug }, ...(body !== undefined && { body }) });
    const first = await call(suspendRoute, { reason });
    expect(first.body).toMatchObject({ status: "suspended", suspendedReason: reason });
    expect((await call(suspendRoute, { reason: "Another." })).body).toEqual(first.body);
    expect((await call(resumeRoute)).body).toMatchObject({
      status: "active",
      suspendedAt: null,
      suspendedReason: null,
    });
    expect((await call(resumeRoute)).status).toBe(200);
    const entries = (await listAudit(await workspace.as("admin"))).data;
    expect(entries.map(({ action, actor }) => [action, actor.type])).toEqual([
      ["workspace.resumed", "operator_key"],
      ["workspace.suspended", "operator_key"],
    ]);
    expect(await call(suspendRoute, { reason: " " })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "reason" }] },
    });
  });
});
