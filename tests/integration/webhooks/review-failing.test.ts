import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { listNotifications } from "#lib/notifications/list-notifications";
import { readNotifications } from "#lib/notifications/read-notifications";
import { sendNotificationMails } from "#lib/notifications/send-notification-mails";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { resumeWebhook } from "#lib/webhooks/resume-webhook";
import { reviewFailing } from "#lib/webhooks/review-failing";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, deliveriesOf, prepareDispatch, publish, rowId, skipWaiting } from "#tests/support/deliver";
import { startMailServer } from "#tests/support/mail-server";
import { startReceiver, status } from "#tests/support/receiver";
import { auditActions, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

const smtp = await startMailServer();
process.env.POSTHORN_SMTP_URL = `smtp://127.0.0.1:${smtp.port}`;
process.env.POSTHORN_MAIL_FROM = "Posthorn <posthorn@example.com>";
await createTestDatabase();
beforeAll(prepareDispatch);
beforeEach(async () => {
  await db().notification.deleteMany();
  smtp.mails.length = 0;
  smtp.state.refuse = false;
});

async function setUp(answer = status(503)) {
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const admin = await workspace.as("admin");
  await workspace.as("developer");
  const receiver = await startReceiver(answer);
  const { webhook } = await createTestWebhook(owner, { url: receiver.url, name: "Billing" });
  await publish(workspace, {});
  await deliverDue();
  return { workspace, owner, admin, receiver, webhook };
}

/** Time travel: the present run of failures began so many days ago, and the last warning is as much older. */
async function age(webhookId: string, days: number): Promise<void> {
  await db().$executeRaw`
    UPDATE webhook_health SET failing_since = last_failure_at - make_interval(days => ${days}::int),
                              warned_at = warned_at - interval '2 days'
     WHERE webhook_id = ${rowId("webhook", webhookId)}::uuid AND failing_since IS NOT NULL`;
}

const texts = async () => (await db().notification.findMany({ orderBy: { id: "asc" } })).map(({ text }) => text);

// Fault 29, checklist 40 and 41.
test("five days of nothing but failures: two warnings, then disabled, each told once, and back with what was held", async () => {
  const { workspace, owner, admin, receiver, webhook } = await setUp();
  expect(await reviewFailing()).toEqual({ warned: 0, disabled: 0 });

  for (const [days, expected] of [
    [1, { warned: 1, disabled: 0 }],
    [2, { warned: 0, disabled: 0 }],
    [3, { warned: 1, disabled: 0 }],
    [4, { warned: 0, disabled: 0 }],
    [5, { warned: 0, disabled: 1 }],
  ] as const) {
    await age(webhook.id, days);
    expect(await reviewFailing(), `day ${days}`).toEqual(expected);
    expect(await reviewFailing(), `day ${days}, again`).toEqual({ warned: 0, disabled: 0 });
  }
  expect(await texts()).toEqual([
    expect.stringMatching(/^Every attempt of “Billing” has failed for a day \(the last: the server failed \(503\)\)/),
    expect.stringMatching(/^Every attempt of “Billing” has failed for 3 days/),
    expect.stringMatching(/^“Billing” was disabled\. Every attempt failed for 5 days/),
  ]);
  expect(await getWebhook(owner, webhook.id)).toMatchObject({
    status: "disabled",
    statusReason: "Every attempt failed for 5 days (the last: the server failed (503)).",
  });
  expect((await auditActions(workspace)).filter((action) => action === "webhook.disabled")).toHaveLength(1);

  expect(await sendNotificationMails()).toBe(3);
  expect(await sendNotificationMails()).toBe(0);
  const addresses = [owner, admin].map(({ actor }) => (actor.type === "user" ? actor.email : ""));
  for (const mail of smtp.mails) expect(mail.to.toSorted()).toEqual(addresses.toSorted());
  expect(smtp.mails[2]?.text).toContain("From: Posthorn <posthorn@example.com>");
  expect(smtp.mails[2]?.text.replaceAll("=\n", "")).toContain(`/settings/developers/webhooks/${webhook.id}`);

  await publish(workspace, {});
  expect((await deliveriesOf(webhook.id)).map((delivery) => delivery.status)).toEqual(["held", "held"]);
  receiver.answerWith(status(200));
  await resumeWebhook(owner, webhook.id, { sendHeld: true });
  await deliverDue();
  expect((await deliveriesOf(webhook.id)).map((delivery) => delivery.status)).toEqual(["succeeded", "succeeded"]);
  expect((await getWebhook(owner, webhook.id)).health).toMatchObject({ failingSince: null, circuit: "closed" });
  expect(await reviewFailing()).toEqual({ warned: 0, disabled: 0 });
});

test("however late the review comes, nobody is disabled without two warnings a day apart", async () => {
  const { webhook } = await setUp();
  await age(webhook.id, 30);
  expect(await reviewFailing()).toEqual({ warned: 1, disabled: 0 });
  expect(await reviewFailing()).toEqual({ warned: 0, disabled: 0 });
  await age(webhook.id, 31);
  expect(await reviewFailing()).toEqual({ warned: 1, disabled: 0 });
  expect(await reviewFailing()).toEqual({ warned: 0, disabled: 0 });
  await age(webhook.id, 32);
  expect(await reviewFailing()).toEqual({ warned: 0, disabled: 1 });
});

// Faults 27 and 28.
test("one success starts the count anew: a webhook that fails every other time is never warned about", async () => {
  let requests = 0;
  const { workspace, owner, webhook } = await setUp((response) => {
    response.statusCode = requests++ % 2 ? 200 : 500;
    response.end();
  });
  for (let day = 1; day <= 7; day++) {
    await age(webhook.id, day);
    // As they come, several to a batch, and ending in a failure or not.
    await publish(workspace, ...Array(day % 3 ? 5 : 4).fill({}));
    await deliverDue();
    expect(await reviewFailing(), `day ${day}`).toEqual({ warned: 0, disabled: 0 });
    await skipWaiting();
  }
  expect(await getWebhook(owner, webhook.id)).toMatchObject({ status: "active", health: { circuit: "closed" } });
  expect(await texts()).toEqual([]);
});

test("a success after a warning makes the next one the first again", async () => {
  const { workspace, receiver, webhook } = await setUp();
  await age(webhook.id, 1);
  expect(await reviewFailing()).toMatchObject({ warned: 1 });
  receiver.answerWith(status(200));
  await skipWaiting();
  await deliverDue();
  receiver.answerWith(status(500));
  await publish(workspace, {});
  await deliverDue();
  await age(webhook.id, 1);
  expect(await reviewFailing()).toMatchObject({ warned: 1 });
  expect((await texts())[1]).toContain("for a day");
});

test("one failure and then silence is no reason, nor are paused and deleted webhooks, nor our own failures", async () => {
  const idle = await setUp();
  await db().webhookHealth.update({
    where: { webhookId: rowId("webhook", idle.webhook.id) },
    data: { failingSince: new Date(Date.now() - 6 * 86_400_000), lastFailureAt: new Date(Date.now() - 6 * 86_400_000) },
  });
  const paused = await setUp();
  await age(paused.webhook.id, 2);
  await db().webhook.update({ where: { id: rowId("webhook", paused.webhook.id) }, data: { status: "paused" } });
  const ours = await setUp();
  await age(ours.webhook.id, 2);
  await db().webhookHealth.update({
    where: { webhookId: rowId("webhook", ours.webhook.id) },
    data: { lastErrorCode: "signing_error" },
  });
  expect(await reviewFailing()).toEqual({ warned: 0, disabled: 0 });
});

describe("mails", () => {
  test("wait for a mail server that is away, and 410 is told too", async () => {
    const { workspace } = await setUp(status(410));
    smtp.state.refuse = true;
    expect(await sendNotificationMails()).toBe(0);
    smtp.state.refuse = false;
    const sent = await Promise.all([sendNotificationMails(), sendNotificationMails()]);
    expect(sent.toSorted()).toEqual([0, 1]);
    expect(smtp.mails).toHaveLength(1);
    expect(smtp.mails[0]?.text).toContain(`Message-ID: <ntf_`);
    expect(await auditActions(workspace)).toContain("webhook.disabled");
  });
});

test("a notification is unread for each member until that member has read it, and foreign to everybody else", async () => {
  const { workspace, owner } = await setUp(status(410));
  const viewer = await workspace.as("viewer");
  expect(await listNotifications(owner)).toMatchObject({
    unread: 1,
    data: [{ kind: "webhook.disabled", read: false }],
  });
  await readNotifications(owner);
  await readNotifications(owner);
  expect((await listNotifications(owner)).unread).toBe(0);
  expect((await listNotifications(viewer)).unread).toBe(1);
  expect((await db().notification.findFirstOrThrow()).readBy).toHaveLength(1);
  const stranger = await (await createTestWorkspace()).as("owner");
  expect(await listNotifications(stranger)).toEqual({ data: [], unread: 0 });
  await readNotifications(stranger);
  expect((await listNotifications(viewer)).unread).toBe(1);
});
