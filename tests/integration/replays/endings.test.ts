import { expect, test } from "vitest";
import { GET as readReplay } from "#app/api/v1/replays/[id]/route";
import { db } from "#lib/database/client";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { replayDelivery } from "#lib/deliveries/replay-delivery";
import { newId, publicId } from "#lib/ids";
import { listNotifications } from "#lib/notifications/list-notifications";
import { cancelReplay } from "#lib/replays/cancel-replay";
import { getReplay } from "#lib/replays/get-replay";
import { failReplay, serveReplay } from "#lib/replays/run-replay";
import { startReplay } from "#lib/replays/start-replay";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { deleteWorkspace } from "#lib/workspaces/delete-workspace";
import { createTestDatabase } from "#tests/support/database";
import { attemptsOf, deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();

const since = "2026-01-01";
const FAILED = 60;

async function setUp() {
  const receiver = await startReceiver();
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const { webhook } = await createTestWebhook(owner, { url: receiver.url });
  return { receiver, workspace, owner, webhook };
}

/** A replay that has sent some of what it is to send. */
async function startedReplay({ workspace, owner, webhook }: Awaited<ReturnType<typeof setUp>>) {
  for (let i = 0; i < FAILED; i++) await createTestDelivery(workspace, webhook.id);
  const beginner = await workspace.as("developer");
  const replay = await startReplay(beginner, webhook.id, { since });
  expect(await serveReplay(replay.id, 0)).toMatchObject({ done: false });
  await deliverDue();
  return { replay, beginner, owner };
}

// Fault 37.
test("a workspace that is deleted in the middle of its replay: nothing more is sent, and nothing of it is found", async () => {
  const setting = await setUp();
  const key = await setting.workspace.apiKey();
  const { replay, owner } = await startedReplay(setting);
  const { receiver } = setting;
  const sent = receiver.requests.length;
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThan(FAILED);
  const running = serveReplay(replay.id);
  await deleteWorkspace(owner, { name: owner.workspace.name });
  expect(await running).toMatchObject({ done: true });
  const afterwards = receiver.requests.length;
  expect(await serveReplay(replay.id)).toEqual({ replayed: 0, done: true, waiting: false });
  await deliverDue();
  expect(receiver.requests).toHaveLength(afterwards);
  await expect(getReplay(await (await createTestWorkspace()).as("owner"), replay.id)).rejects.toMatchObject({
    code: "not_found",
  });
  const request = new Request(`http://localhost/api/v1/replays/${replay.id}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const answer = await readReplay(request, { params: Promise.resolve({ id: replay.id }) });
  expect([401, 404]).toContain(answer.status);
});

// Fault 37.
test("a member who is removed in the middle of their replay: it ends and says why, and others may begin another", async () => {
  const setting = await setUp();
  const { replay, beginner, owner } = await startedReplay(setting);
  const sent = setting.receiver.requests.length;
  const userId = beginner.actor.type === "user" ? beginner.actor.id : "";
  await db().member.deleteMany({ where: { userId } });
  expect(await serveReplay(replay.id)).toEqual({ replayed: 0, done: true, waiting: false });
  await deliverDue();
  expect(setting.receiver.requests).toHaveLength(sent);
  expect(await getReplay(owner, replay.id)).toMatchObject({
    status: "failed",
    error: "Whoever began this replay is no longer a member of the workspace.",
  });
  expect((await listNotifications(owner)).data).toMatchObject([{ kind: "replay.stopped", replayId: replay.id }]);
  expect(await startReplay(owner, setting.webhook.id, { since })).toMatchObject({ status: "running" });
});

test("the replay of a program goes on without whoever made its key", async () => {
  const { receiver, workspace, owner, webhook } = await setUp();
  await createTestDelivery(workspace, webhook.id);
  const program = {
    ...owner,
    actor: {
      type: "key" as const,
      id: newId(),
      name: "CI",
      scopes: ["*"],
      integrationId: null,
      createdById: workspace.id,
    },
  };
  const replay = await startReplay(program, webhook.id, { since });
  expect(await serveReplay(replay.id)).toMatchObject({ replayed: 1, done: true });
  await deliverDue();
  expect(receiver.requests).toHaveLength(1);
});

// Fault 38.
test("what waits for a retry is left to it by a bulk replay, and sent once at once by its own", async () => {
  const { receiver, workspace, owner, webhook } = await setUp();
  receiver.answerWith((response) => response.writeHead(500).end());
  await publish(workspace, {});
  await deliverDue();
  const [waiting] = await deliveriesOf(webhook.id);
  expect(waiting).toMatchObject({ status: "pending", attemptCount: 1 });
  const id = publicId("delivery", waiting?.id ?? "");

  const bulk = await startReplay(owner, webhook.id, { since, status: "any" });
  await serveReplay(bulk.id);
  await deliverDue();
  expect(receiver.requests).toHaveLength(1);

  receiver.answerWith((response) => response.end());
  await Promise.all([replayDelivery(owner, id), replayDelivery(owner, id)]);
  await deliverDue();
  expect(receiver.requests).toHaveLength(2);
  const attempts = await attemptsOf(waiting?.id ?? "");
  expect(attempts.map(({ reason, outcome }) => [reason, outcome])).toEqual([
    ["first", "failed"],
    ["replay", "succeeded"],
  ]);
  const [first, second] = receiver.requests;
  expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
  expect(second?.body).toBe(first?.body);
  // The retry that was waiting does not come on top.
  expect((await getDelivery(owner, id)).nextAttemptAt).toBeNull();
});

test("the workspace is told once that a replay is done, with what it was of", async () => {
  const { workspace, owner, webhook } = await setUp();
  for (let i = 0; i < 3; i++) await createTestDelivery(workspace, webhook.id);
  const { id } = await startReplay(owner, webhook.id, { since });
  expect((await listNotifications(owner)).data).toEqual([]);
  await Promise.all([serveReplay(id), serveReplay(id)]);
  await serveReplay(id);
  const viewer = await workspace.as("viewer");
  const { data, unread } = await listNotifications(viewer);
  expect(data).toEqual([
    expect.objectContaining({ kind: "replay.done", replayId: id, webhookId: webhook.id, webhookName: webhook.name }),
  ]);
  expect(data[0]?.text).toBe(`The replay of “${webhook.name}” is done: 3 deliveries were sent again.`);
  expect(unread).toBe(1);
  expect((await listNotifications(await (await createTestWorkspace()).as("owner"))).data).toEqual([]);
});

test("a replay of all webhooks that leaves one out says so, one that could not be carried on says why", async () => {
  const { workspace, owner, webhook } = await setUp();
  await createTestDelivery(workspace, webhook.id);
  const all = await startReplay(owner, null, { since });
  await pauseWebhook(owner, webhook.id);
  await serveReplay(all.id);
  const [told] = (await listNotifications(owner)).data;
  expect(told).toMatchObject({ kind: "replay.stopped", replayId: all.id, webhookId: null, webhookName: null });
  expect(told?.text).toBe(
    "The replay of all webhooks stopped after 0 of 1 deliveries. Webhooks that were paused, disabled or deleted while the replay ran were left out: 1.",
  );

  const { webhook: other } = await createTestWebhook(owner);
  await createTestDelivery(workspace, other.id);
  const broken = await startReplay(owner, other.id, { since });
  await failReplay(broken.id, "The database was away.");
  await failReplay(broken.id, "The database was away.");
  const { data } = await listNotifications(owner);
  expect(data).toHaveLength(2);
  expect(data[0]?.text).toMatch(/ stopped after 0 of 1 deliveries\. The database was away\.$/);
});

test("of a replay that a person canceled, or that found nothing to send, nobody is told", async () => {
  const { workspace, owner, webhook } = await setUp();
  await startReplay(owner, webhook.id, { since });
  await createTestDelivery(workspace, webhook.id);
  const { id } = await startReplay(owner, webhook.id, { since });
  await cancelReplay(owner, id);
  await serveReplay(id);
  expect((await listNotifications(owner)).data).toEqual([]);
});
