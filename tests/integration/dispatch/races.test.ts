import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { Webhook as StandardWebhook } from "standardwebhooks";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { settleStrays, sweep } from "#lib/dispatch/sweep";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { expirePreviousSecrets } from "#lib/webhooks/expire-secret";
import { releaseHeld } from "#lib/webhooks/move-deliveries";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { createTestDatabase } from "#tests/support/database";
import {
  attemptsOf,
  deliverDue,
  deliveriesOf,
  prepareDispatch,
  publish,
  rowId,
  skipWaiting,
} from "#tests/support/deliver";
import { type ReceivedRequest, startReceiver } from "#tests/support/receiver";
import { auditActions, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

const EVENTUALLY = { timeout: 30_000, interval: 100 };

// Faults 34 to 36: what a change does to a request that is under way. lib/deliveries/README.md says it in words.
await createTestDatabase();
beforeAll(prepareDispatch);

/** A webhook with one request under way, which its receiver holds until told what to answer. */
async function inFlight() {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const held: ServerResponse[] = [];
  const receiver = await startReceiver((response) => held.push(response));
  const { webhook, secret } = await createTestWebhook(owner, {
    url: `${receiver.url}/old`,
    eventTypes: ["invoice.paid"],
  });
  await publish(workspace, {});
  const drained = deliverDue();
  await expect.poll(() => held.length, { timeout: 10_000 }).toBe(1);
  const answer = async (code: number) => {
    receiver.answerWith((next) => next.end());
    const closed = held.map((response) => once(response, "close"));
    for (const response of held) response.writeHead(code).end();
    await Promise.all(closed);
    await drained;
    await expect
      .poll(async () => (await deliveriesOf(webhook.id)).every(({ leaseToken }) => leaseToken === null))
      .toBe(true);
  };
  return { workspace, owner, receiver, webhook, secret, answer };
}

function verifies(secret: string, request: ReceivedRequest | undefined): boolean {
  try {
    new StandardWebhook(secret).verify(request?.body ?? "", request?.headers as Record<string, string>);
    return true;
  } catch {
    return false;
  }
}

const statuses = async (id: string) => (await deliveriesOf(id)).map(({ status }) => status);

// Fault 34.
test("rotate: the request under way bears the old signature, the next both, and after the overlap only the new", async () => {
  const { workspace, owner, receiver, webhook, secret, answer } = await inFlight();
  const { secret: fresh } = await rotateSecret(owner, webhook.id);
  await answer(500);
  await skipWaiting();
  await deliverDue();
  const [first, second] = receiver.requests;
  expect([verifies(secret, first), verifies(fresh, first)]).toEqual([true, false]);
  expect([verifies(secret, second), verifies(fresh, second)]).toEqual([true, true]);
  // Newest first (checklist 22).
  expect(String(second?.headers["webhook-signature"]).split(" ")[1]).toHaveLength(47);

  await expirePreviousSecrets(owner, webhook.id);
  await publish(workspace, {});
  await deliverDue();
  const third = receiver.requests[2];
  expect([verifies(secret, third), verifies(fresh, third)]).toEqual([false, true]);
  expect(String(third?.headers["webhook-signature"]).split(" ")).toHaveLength(1);
});

test("rotate all the while: every request bears a signature that verifies", async () => {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver((response) => void setTimeout(() => response.end(), 5));
  const { webhook, secret } = await createTestWebhook(owner, { url: receiver.url });
  const secrets = [secret];
  const rotating = (async () => {
    for (let i = 0; i < 10; i++) {
      secrets.push((await rotateSecret(owner, webhook.id, { overlapSeconds: i % 2 ? 0 : 3600 })).secret);
      await expect.poll(() => receiver.requests.length).toBeGreaterThan(i * 10);
    }
  })();
  for (let i = 0; i < 20; i++) {
    await publish(workspace, ...Array(10).fill({}));
    await deliverDue();
  }
  await rotating;
  expect(receiver.requests).toHaveLength(200);
  for (const request of receiver.requests) expect(secrets.some((one) => verifies(one, request))).toBe(true);
});

describe("pause", () => {
  test("an answer of 2xx still counts; new events are held", async () => {
    const { workspace, owner, receiver, webhook, answer } = await inFlight();
    await pauseWebhook(owner, webhook.id);
    await publish(workspace, {});
    await answer(200);
    expect(await statuses(webhook.id)).toEqual(["succeeded", "held"]);
    await deliverDue();
    expect(receiver.requests).toHaveLength(1);
  });

  test("a failure is held instead of retried, and goes out after the webhook was resumed", async () => {
    const { owner, receiver, webhook, answer } = await inFlight();
    await pauseWebhook(owner, webhook.id);
    await answer(500);
    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery).toMatchObject({ status: "held", nextAttemptAt: null, attemptCount: 1 });
    await resumeWebhook(owner, webhook.id, { sendHeld: true });
    await deliverDue();
    expect(await statuses(webhook.id)).toEqual(["succeeded"]);
    expect(receiver.requests).toHaveLength(2);
    expect(receiver.requests[0]?.headers["webhook-id"]).toBe(receiver.requests[1]?.headers["webhook-id"]);
  });
});

describe("resume in the very moment", () => {
  /** Resumes a webhook, and does something while the resumption is not yet committed: until that waits, or is done. */
  async function whileResuming(webhookId: string, meanwhile: () => Promise<unknown>) {
    const id = rowId("webhook", webhookId);
    let running: Promise<unknown> = Promise.resolve();
    await db().$transaction(async (tx) => {
      await tx.webhook.update({ where: { id }, data: { status: "active", version: { increment: 1 } } });
      await releaseHeld(tx, id);
      let done = false;
      running = meanwhile().finally(() => {
        done = true;
      });
      const waits = () => db().$queryRaw<unknown[]>`
        SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await expect.poll(async () => done || (await waits()).length > 0, { timeout: 10_000 }).toBe(true);
    });
    await running;
  }

  test("in which a failure is written: it is retried, and not held behind an active webhook", async () => {
    const { owner, receiver, webhook, answer } = await inFlight();
    await pauseWebhook(owner, webhook.id);
    await whileResuming(webhook.id, () => answer(500));
    expect(await statuses(webhook.id)).toEqual(["pending"]);
    await skipWaiting();
    await deliverDue();
    expect(await statuses(webhook.id)).toEqual(["succeeded"]);
    expect(receiver.requests).toHaveLength(2);
  });

  test("in which an expired lease is freed: it is sent again, and not held", async () => {
    const { owner, webhook, answer } = await inFlight();
    await pauseWebhook(owner, webhook.id);
    await db().delivery.updateMany({
      where: { webhookId: rowId("webhook", webhook.id) },
      data: { leaseUntil: new Date(0) },
    });
    await whileResuming(webhook.id, sweep);
    expect(await statuses(webhook.id)).toEqual(["pending"]);
    await answer(500);
    await deliverDue();
    expect(await statuses(webhook.id)).toEqual(["succeeded"]);
  });

  test("in all orders, many at once: none is held behind an active webhook, and no attempt is lost", async () => {
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    const seen = new Set<string>();
    const receiver = await startReceiver((response, { path, headers }) => {
      const message = `${path} ${headers["webhook-id"]}`;
      const code = seen.has(message) ? 200 : 500;
      seen.add(message);
      setTimeout(() => response.writeHead(code).end(), Math.random() * 20);
    });
    const webhooks = await Promise.all(
      Array.from({ length: 6 }, (_, i) => createTestWebhook(owner, { url: `${receiver.url}/${i}` })),
    );
    const ids = webhooks.map(({ webhook }) => webhook.id);
    for (let round = 0; round < 8; round++) {
      await publish(workspace, {}, {}, {});
      const drained = deliverDue();
      await Promise.all(
        ids.map(async (id) => {
          await pauseWebhook(owner, id);
          await Promise.all([resumeWebhook(owner, id, { sendHeld: true }), sweep()]);
        }),
      );
      await drained;
      await skipWaiting();
    }
    await expect
      .poll(async () => {
        await settleStrays();
        await skipWaiting();
        await deliverDue();
        return new Set((await Promise.all(ids.map(statuses))).flat());
      }, EVENTUALLY)
      .toEqual(new Set(["succeeded"]));
    expect(await db().attempt.count({ where: { workspaceId: workspace.id } })).toBe(receiver.requests.length);
  });
});

// Fault 36.
test("edit the URL, the headers and the signature: the next attempt uses them, with the same message", async () => {
  const { owner, receiver, webhook, answer } = await inFlight();
  await updateWebhook(owner, webhook.id, {
    url: `${receiver.url}/new`,
    headers: { "X-Team": "blue" },
    signature: [{ scheme: "standard-webhooks" }, { scheme: "hmac-body", header: "X-Old-Signature" }],
  });
  await answer(500);
  await skipWaiting();
  await deliverDue();
  const [before, after] = receiver.requests;
  expect([before?.path, after?.path]).toEqual(["/old", "/new"]);
  expect(after?.headers["x-team"]).toBe("blue");
  expect(after?.headers["x-old-signature"]).toMatch(/^[0-9a-f]{64}$/);
  expect(after?.body).toBe(before?.body);
  const [delivery] = await deliveriesOf(webhook.id);
  expect((await attemptsOf(delivery?.id ?? "")).map(({ requestUrl }) => new URL(requestUrl).pathname)).toEqual([
    "/old",
    "/new",
  ]);
});

test("edit the event types: what was accepted before is still delivered, nothing new is", async () => {
  const { workspace, owner, receiver, webhook, answer } = await inFlight();
  await updateWebhook(owner, webhook.id, { eventTypes: ["customer.created"] });
  await publish(workspace, {});
  await answer(500);
  await skipWaiting();
  await deliverDue();
  expect(await statuses(webhook.id)).toEqual(["succeeded"]);
  expect(receiver.requests).toHaveLength(2);
});

// Fault 35.
describe("delete", () => {
  test.each([
    [200, "succeeded"],
    [500, "canceled"],
    [410, "failed"],
  ])("a %i that comes afterwards ends the delivery as %s; nothing follows, and the log stays", async (code, status) => {
    const { workspace, owner, receiver, webhook, answer } = await inFlight();
    await deleteWebhook(owner, webhook.id);
    await publish(workspace, {});
    await answer(code);
    await skipWaiting();
    await deliverDue();
    await sweep();
    await settleStrays();
    await deliverDue();
    expect(await statuses(webhook.id)).toEqual([status]);
    const [delivery] = await deliveriesOf(webhook.id);
    expect(delivery?.completedAt).not.toBeNull();
    expect(await attemptsOf(delivery?.id ?? "")).toMatchObject([{ number: 1, responseStatus: code }]);
    expect(receiver.requests).toHaveLength(1);
    expect(await db().signingSecret.count({ where: { webhookId: rowId("webhook", webhook.id) } })).toBe(0);
    expect((await auditActions(workspace)).at(-1)).toBe("webhook.deleted");
  });
});

test("what was claimed but could not begin is given back, and goes out with the new state", async () => {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const held: ServerResponse[] = [];
  const receiver = await startReceiver((response) => held.push(response));
  const { webhook } = await createTestWebhook(owner, {
    url: `${receiver.url}/old`,
    maxInFlight: 1,
    timeoutSeconds: 30,
  });
  await publish(workspace, {});
  const drained = deliverDue();
  await expect.poll(() => held.length, { timeout: 10_000 }).toBe(1);
  await publish(workspace, {}, {});
  await updateWebhook(owner, webhook.id, { url: `${receiver.url}/new` });
  receiver.answerWith((response) => response.end());
  held[0]?.end();
  await drained;
  await deliverDue();
  expect(receiver.requests.map(({ path }) => path)).toEqual(["/old", "/new", "/new"]);
});
