import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { attemptOne } from "#lib/dispatch/attempt-one";
import { sweep } from "#lib/dispatch/sweep";
import { listNotifications } from "#lib/notifications/list-notifications";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { probeDisabled } from "#lib/webhooks/probe-disabled";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";
import { reviewFailing } from "#lib/webhooks/review-failing";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish, rowId } from "#tests/support/deliver";
import { startReceiver, status } from "#tests/support/receiver";
import { auditActions, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
beforeAll(prepareDispatch);

const HOUR_MS = 3_600_000;

/** A webhook that Posthorn has just disabled for failing, and what its failing delivery has become. */
async function disabled(input: Parameters<typeof createTestWebhook>[1] = {}) {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver(status(503));
  const { webhook } = await createTestWebhook(owner, { url: receiver.url, name: "Billing", ...input });
  const id = rowId("webhook", webhook.id);
  await publish(workspace, { data: '{"n":1}' });
  await deliverDue();
  await db().$executeRaw`
    UPDATE webhook_health SET warnings = 2, warned_at = now() - interval '2 days',
                              failing_since = last_failure_at - interval '6 days' WHERE webhook_id = ${id}::uuid`;
  expect(await reviewFailing()).toMatchObject({ disabled: 1 });
  const view = () => getWebhook(owner, webhook.id);
  /** Time travel: the next probe is due. @returns how far away it was, in hours */
  const toNextProbe = async () => {
    const at = (await view()).health?.nextProbeAt;
    await db().webhookHealth.update({ where: { webhookId: id }, data: { probeAt: new Date() } });
    return at ? Math.round((Date.parse(at) - Date.now()) / HOUR_MS) : null;
  };
  const statuses = async () => (await deliveriesOf(webhook.id)).map((delivery) => delivery.status);
  return { workspace, owner, receiver, webhook, id, view, toNextProbe, statuses };
}

describe("by itself", () => {
  test("the oldest held delivery is tried at growing intervals, and uses up no retry", async () => {
    const { workspace, receiver, webhook, view, toNextProbe, statuses } = await disabled();
    await publish(workspace, { data: '{"n":2}' });
    expect(await view()).toMatchObject({ statusCause: "failing", autoResume: true });
    expect(await probeDisabled(1000)).toEqual({ probed: 0, resumed: 0 });
    const [before] = await deliveriesOf(webhook.id);
    const waits: (number | null)[] = [];
    for (let i = 0; i < 7; i++) {
      waits.push(await toNextProbe());
      expect(await probeDisabled(1000)).toEqual({ probed: 1, resumed: 0 });
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 24, 24]);
    expect(receiver.requests.map(({ body }) => JSON.parse(body).data.n)).toEqual(Array(8).fill(1));
    expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(await statuses()).toEqual(["held", "held"]);
    const [after] = await deliveriesOf(webhook.id);
    expect(after).toMatchObject({
      retryStep: before?.retryStep,
      attemptCount: 8,
      nextAttemptAt: null,
      leaseToken: null,
    });
    expect((await attemptsOf(after?.id ?? "")).map(({ reason }) => reason)).toEqual([
      "first",
      ...Array(7).fill("probe"),
    ]);
    expect((await view()).status).toBe("disabled");
  });

  test("a success brings the webhook back, sends what is held in order, and is told", async () => {
    const { workspace, owner, receiver, webhook, view, toNextProbe, statuses } = await disabled({ ordered: true });
    await publish(workspace, { data: '{"n":2}' }, { data: '{"n":3}' });
    receiver.answerWith(status(200));
    await toNextProbe();
    expect(await probeDisabled(1000)).toEqual({ probed: 1, resumed: 1 });
    await deliverDue();
    expect(await statuses()).toEqual(Array(3).fill("succeeded"));
    expect(receiver.requests.map(({ body }) => JSON.parse(body).data.n)).toEqual([1, 1, 2, 3]);
    expect(await view()).toMatchObject({
      status: "active",
      statusReason: null,
      statusCause: null,
      health: { failingSince: null, circuit: "closed", nextProbeAt: null },
    });
    expect((await listNotifications(owner)).data[0]).toMatchObject({
      kind: "webhook.resumed",
      webhookId: webhook.id,
      text: "“Billing” works again: a held delivery succeeded, so it was resumed, and 2 more are being sent.",
    });
    expect((await auditActions(workspace)).slice(-2)).toEqual(["webhook.disabled", "webhook.resumed"]);
    expect(await probeDisabled(1000)).toEqual({ probed: 0, resumed: 0 });
  });

  test("two processes at once make one probe", async () => {
    const { receiver, toNextProbe } = await disabled();
    await toNextProbe();
    const results = await Promise.all([probeDisabled(1000), probeDisabled(1000), probeDisabled(1000)]);
    expect(results.reduce((sum, { probed }) => sum + probed, 0)).toBe(1);
    expect(receiver.requests).toHaveLength(2);
  });

  test("410 ends it, and says so; a webhook disabled by 410 is never tried", async () => {
    const { receiver, view, toNextProbe, statuses } = await disabled();
    receiver.answerWith(status(410));
    await toNextProbe();
    expect(await probeDisabled(1000)).toEqual({ probed: 1, resumed: 0 });
    expect(await view()).toMatchObject({
      status: "disabled",
      statusCause: "gone",
      statusReason: expect.stringContaining("410 Gone"),
      health: { nextProbeAt: null },
    });
    expect(await statuses()).toEqual(["held"]);

    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    const gone = await startReceiver(status(410));
    const { webhook } = await createTestWebhook(owner, { url: gone.url });
    await publish(workspace, {}, {});
    await deliverDue();
    expect(await getWebhook(owner, webhook.id)).toMatchObject({
      status: "disabled",
      statusCause: "gone",
      health: { nextProbeAt: null },
    });
  });

  test("not where it was switched off, nor with nothing held, nor after thirty days", async () => {
    const off = await disabled();
    await updateWebhook(off.owner, off.webhook.id, { autoResume: false });
    expect(await off.view()).toMatchObject({ autoResume: false, health: { nextProbeAt: null } });
    await off.toNextProbe();
    const empty = await disabled();
    await db().delivery.updateMany({ where: { webhookId: empty.id }, data: { status: "canceled" } });
    await empty.toNextProbe();
    expect(await probeDisabled(1000)).toEqual({ probed: 0, resumed: 0 });
    // It is looked at again when something may be held: after the same hour.
    expect(await empty.toNextProbe()).toBe(1);

    const old = await disabled();
    await db().webhook.update({
      where: { id: old.id },
      data: { statusChangedAt: new Date(Date.now() - 31 * 24 * HOUR_MS) },
    });
    await old.toNextProbe();
    expect(await probeDisabled(1000)).toMatchObject({ probed: 1 });
    expect((await old.view()).health?.nextProbeAt).toBeNull();
  });

  test("a process that dies while it probes loses nothing: the delivery is held again, and the attempt logged", async () => {
    const { id, statuses, webhook } = await disabled();
    await db().$executeRaw`
      UPDATE delivery SET status = 'pending', lease_token = posthorn_uuid7(), lease_until = now() - interval '1 second',
                          next_reason = 'probe', attempt_count = attempt_count + 1 WHERE webhook_id = ${id}::uuid`;
    await sweep();
    expect(await statuses()).toEqual(["held"]);
    const [delivery] = await deliveriesOf(webhook.id);
    expect((await attemptsOf(delivery?.id ?? "")).at(-1)).toMatchObject({ reason: "probe", outcome: "interrupted" });
  });
});

describe("by a person", () => {
  test.each(["disabled", "paused"] as const)("a %s webhook gets a test, which changes nothing else", async (state) => {
    const { owner, receiver, webhook, id, view, statuses } = await disabled();
    if (state === "paused") {
      await resumeWebhook(owner, webhook.id, { sendHeld: false });
      await pauseWebhook(owner, webhook.id);
    }
    const before = (await view()).health;
    for (const code of [500, 200]) {
      receiver.answerWith(status(code));
      const { id: delivery, status: first } = await sendTestEvent(owner, webhook.id, { type: "invoice.paid" });
      expect(first).toBe("held");
      const outcome = await attemptOne(rowId("delivery", delivery), "test");
      expect(outcome?.result?.response?.status).toBe(code);
      expect(await attemptOne(rowId("delivery", delivery), "test")).toBeNull();
    }
    // A test that failed is not tried again, and not held.
    expect(await statuses()).toEqual(["held", "failed", "succeeded"]);
    expect(receiver.requests.at(-1)?.headers["webhook-signature"]).toMatch(/^v1,/);
    expect((await view()).health).toEqual(before);
    expect((await db().webhook.findUniqueOrThrow({ where: { id } })).status).toBe(state);
  });

  test("resumes with what was held since a time; the older ones stay held", async () => {
    const { workspace, owner, webhook, receiver, statuses } = await disabled();
    const since = new Date(Date.now() + 5);
    await expect.poll(() => Date.now()).toBeGreaterThan(since.getTime());
    await publish(workspace, {}, {});
    receiver.answerWith(status(200));
    await expect(
      resumeWebhook(owner, webhook.id, { sendHeld: false, heldSince: since.toISOString() }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path: "heldSince", message: "goes with sendHeld only" }],
    });
    await resumeWebhook(owner, webhook.id, { sendHeld: true, heldSince: since.toISOString() });
    await deliverDue();
    expect(await statuses()).toEqual(["held", "succeeded", "succeeded"]);
  });
});
