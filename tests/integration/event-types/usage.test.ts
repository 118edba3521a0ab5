import { v7 } from "uuid";
import { expect, test } from "vitest";
import { db } from "#lib/database/client";
import { describeEventType } from "#lib/event-types/describe-event-type";
import { eventTypeUsage } from "#lib/event-types/event-type-usage";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { COUNTED_UNTIL, countEvents } from "#lib/statistics/count-events";
import { deleteWebhook } from "#lib/webhooks/delete-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { createTestDatabase } from "#tests/support/database";
import { createTestWebhook, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function createEvents(workspace: TestWorkspace, type: string, ago: number, count: number, test = false) {
  const at = new Date(Date.now() - ago);
  const event = { workspaceId: workspace.id, profileId: workspace.profileId, type, data: "{}", test };
  const rows = Array.from({ length: count }, () => ({ ...event, id: v7({ msecs: at.getTime() }) }));
  await db().event.createMany({ data: rows.map((row) => ({ ...row, occurredAt: at, createdAt: at })) });
}

const startAnew = async () => {
  await db().instanceSetting.deleteMany({ where: { key: COUNTED_UNTIL } });
  await db().eventHour.deleteMany();
};

test("the volume of a type is the same before, between and after its events are counted", async () => {
  await startAnew();
  const [workspace, other] = [await createTestWorkspace(), await createTestWorkspace()];
  const ctx = await workspace.as("viewer");
  await createEvents(workspace, "invoice.paid", MINUTE / 2, 3);
  await createEvents(workspace, "invoice.paid", 10 * MINUTE, 5);
  await createEvents(workspace, "invoice.paid", 3 * DAY, 7);
  await createEvents(workspace, "invoice.paid", 20 * DAY, 11);
  await createEvents(workspace, "invoice.paid", 35 * DAY, 13);
  await createEvents(workspace, "invoice.paid", 10 * MINUTE, 17, true);
  await createEvents(other, "invoice.paid", 10 * MINUTE, 19);
  const volume = async () => (await eventTypeUsage(ctx, ["invoice.paid", "none"])).get("invoice.paid")?.volume;
  const expected = { last24h: 8, last7d: 15, last30d: 26 };

  expect(await volume()).toMatchObject(expected);
  expect(await countEvents(0)).toEqual({ counted: 0, more: true });
  expect(await volume()).toMatchObject(expected);
  // What is younger than two minutes waits: it might not be committed. Of two that count at once only one does.
  const counted = await Promise.all([countEvents(60_000), countEvents(60_000)]);
  expect(counted[0].counted + counted[1].counted).toBe(5 + 7 + 11 + 19);
  expect(await volume()).toMatchObject(expected);
  expect(await countEvents(60_000)).toMatchObject({ counted: 0, more: false });

  await createEvents(workspace, "invoice.paid", MINUTE / 2, 1);
  expect(await countEvents(60_000, new Date(Date.now() + 6 * MINUTE))).toEqual({ counted: 4, more: false });
  const after = await volume();
  expect(after).toMatchObject({ last24h: 9, last7d: 16, last30d: 27 });
  expect(after?.days).toHaveLength(30);
  expect(after?.days.at(-1)?.count).toBe(9);
  // The log may be purged meanwhile.
  await db().event.deleteMany({ where: { workspaceId: workspace.id } });
  expect(await volume()).toEqual(after);
  expect((await eventTypeUsage(ctx, ["none"])).get("none")).toMatchObject({ webhooks: 0, volume: { last30d: 0 } });
});

test("who subscribes: by name or with all events, active or not, and only what the owner may see", async () => {
  const workspace = await createTestWorkspace("countercyclical");
  const [admin, developer] = [await workspace.as("admin"), await workspace.as("developer")];
  const exact = await createTestWebhook(admin, { name: "b exact", eventTypes: ["team.created", "memo.updated"] });
  await createTestWebhook(admin, { name: "A all" });
  await createTestWebhook(developer, { name: "Their owner may not see teams" });
  const gone = await createTestWebhook(admin, { name: "Gone" });
  await deleteWebhook(admin, gone.webhook.id);
  await pauseWebhook(admin, exact.webhook.id);
  await createTestWebhook(await (await createTestWorkspace("countercyclical")).as("admin"), { name: "Foreign" });

  const team = await describeEventType(admin, "team.created");
  expect(team).toMatchObject({
    webhooks: 2,
    subscribers: [
      { name: "A all", status: "active", tenant: null, failingSince: null },
      { id: exact.webhook.id, name: "b exact", status: "paused" },
    ],
  });
  const memo = await describeEventType(developer, "memo.updated");
  expect(memo.subscribers.map(({ name }) => name)).toEqual(["A all", "b exact", "Their owner may not see teams"]);
  // For a role that may not see the type there is nothing to be known of it.
  await expect(describeEventType(developer, "team.created")).rejects.toMatchObject({ code: "not_found" });
  await expect(describeEventType(admin, "no.such")).rejects.toMatchObject({ code: "not_found" });
  expect((await listEventTypes(developer)).find(({ name }) => name === "team.created")?.visible).toBe(false);
});
