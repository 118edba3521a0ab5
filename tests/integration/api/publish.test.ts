import { describe, expect, test } from "vitest";
import { POST as publish } from "#app/api/v1/events/route";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const EVENT = { type: "invoice.paid", data: { id: 1 } };

test("202 means committed, with a delivery per subscribed webhook", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("owner");
  await createTestWebhook(ctx);
  await createTestWebhook(ctx, { eventTypes: ["invoice.created"] });
  const key = await workspace.publishKey();
  const event = { ...EVENT, workspace: workspace.slug, id: "order-1" };
  const first = await callRoute(publish, { key, body: event });
  expect(first).toMatchObject({
    status: 202,
    body: { data: [{ id: expect.stringMatching(/^evt_/), type: "invoice.paid", deliveries: 1, duplicate: false }] },
  });
  const again = await callRoute(publish, { key, body: event });
  expect(again.body.data).toEqual([{ ...first.body.data[0], duplicate: true }]);
  expect(await db().delivery.count({ where: { workspaceId: workspace.id } })).toBe(1);
  const conflict = await callRoute(publish, { key, body: { ...event, data: { id: 2 } } });
  expect(conflict).toMatchObject({ status: 409, body: { code: "idempotency_conflict" } });
});

test("data is kept as it was written", async () => {
  const workspace = await createTestWorkspace();
  const data = '{"z":1.0, "a":12345678901234567890,"10":1,"2":2,"u":"\\u00e9"}';
  const text = `{"workspace":"${workspace.slug}","type":"invoice.paid","data":${data}}`;
  await callRoute(publish, { key: await workspace.publishKey(), text });
  expect(await db().event.findMany({ where: { workspaceId: workspace.id } })).toMatchObject([{ data }]);
});

describe("refuses, and writes nothing", () => {
  const tooMany = (workspace: string) => Array.from({ length: 1001 }, () => ({ ...EVENT, workspace }));
  test.each([
    ["an unknown type", (workspace: string) => ({ ...EVENT, workspace, type: "nope" }), 422, "type"],
    ["an unknown workspace", () => ({ ...EVENT, workspace: "nobody" }), 422, "workspace"],
    ["no data", (workspace: string) => ({ workspace, type: "invoice.paid" }), 422, "data"],
    [
      "one bad of two",
      (workspace: string) => [
        { ...EVENT, workspace },
        { ...EVENT, workspace, type: 1 },
      ],
      422,
      "1.type",
    ],
    ["300 KB", (workspace: string) => ({ ...EVENT, workspace, data: "a".repeat(300 * 1024) }), 413, "data"],
    ["1,001 events", tooMany, 413, undefined],
  ])("%s", async (_case, body, status, path) => {
    const workspace = await createTestWorkspace();
    const key = await workspace.publishKey();
    const answer = await callRoute(publish, { key, body: body(workspace.slug) });
    expect(answer.status).toBe(status);
    if (path) expect(answer.body.errors).toMatchObject([{ path }]);
    expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  test("a body past 20 MB, a foreign workspace, and a workspace's key", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.publishKey();
    const headers = { "content-length": String(21 * 1024 * 1024) };
    expect(await callRoute(publish, { key, text: "{}", headers })).toMatchObject({ status: 413 });
    const other = await createTestWorkspace();
    expect(await callRoute(publish, { key, body: { ...EVENT, workspace: other.slug } })).toMatchObject({ status: 422 });
    expect(await callRoute(publish, { key: await workspace.apiKey(), body: EVENT })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("phk_pub_") },
    });
  });
});
