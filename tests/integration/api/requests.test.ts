import { describe, expect, test } from "vitest";
import { POST as cancelDelivery } from "#app/api/v1/deliveries/[id]/cancel/route";
import { POST as publish } from "#app/api/v1/events/route";
import { PUT as configureInbox } from "#app/api/v1/inboxes/[id]/answer/route";
import { DELETE as clearInbox, GET as listRequests } from "#app/api/v1/inboxes/[id]/requests/route";
import { GET as getInbox } from "#app/api/v1/inboxes/[id]/route";
import { POST as createInbox, GET as listInboxes } from "#app/api/v1/inboxes/route";
import { DELETE as revokeKey } from "#app/api/v1/keys/[id]/route";
import { POST as createKey, GET as listKeys } from "#app/api/v1/keys/route";
import { GET as listNotifications } from "#app/api/v1/notifications/route";
import { GET as listReplays } from "#app/api/v1/replays/route";
import { POST as pause } from "#app/api/v1/webhooks/[id]/pause/route";
import { POST as resume } from "#app/api/v1/webhooks/[id]/resume/route";
import * as webhookRoute from "#app/api/v1/webhooks/[id]/route";
import { GET as reveal } from "#app/api/v1/webhooks/[id]/secret/route";
import { POST as testWebhook } from "#app/api/v1/webhooks/[id]/test/route";
import { POST as createWebhook, GET as listWebhooks } from "#app/api/v1/webhooks/route";
import { config } from "#lib/config";
import { setWakeSender } from "#lib/dispatch/wake";
import { QUOTAS } from "#lib/limits/quotas";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const INPUT = { name: "Orders", url: "https://hooks.example.com/in", eventTypes: ["*"] };

async function newWebhook() {
  const workspace = await createTestWorkspace();
  const key = await workspace.apiKey();
  const created = await callRoute(createWebhook, { key, body: INPUT });
  return { workspace, key, created, params: { id: created.body.id as string } };
}

describe("ETag and If-Match", () => {
  test("let two edits conflict instead of overwriting each other", async () => {
    const { key, created, params } = await newWebhook();
    const read = await callRoute(webhookRoute.GET, { key, params });
    expect(read.headers.get("etag")).toBe(created.headers.get("etag"));
    const edit = (body: object, etag: string | null) =>
      callRoute(webhookRoute.PATCH, { key, params, method: "PATCH", body, headers: { "if-match": etag ?? "" } });
    const first = await edit({ name: "A" }, read.headers.get("etag"));
    expect(first.status).toBe(200);
    const second = await edit({ name: "B" }, read.headers.get("etag"));
    expect(second).toMatchObject({ status: 412, body: { code: "version_conflict" } });
    expect(second.body.detail).toMatch(/^Somebody else changed this webhook meanwhile/);
    expect((await edit({ name: "C" }, `"7", ${first.headers.get("etag")}`)).status).toBe(200);
    expect((await edit({ name: "D" }, "*")).status).toBe(200);
    expect((await edit({ name: "E" }, `W/"4"`)).status).toBe(412);
    expect((await edit({ name: "F" }, "4")).status).toBe(400);
    const remove = (etag: string) =>
      callRoute(webhookRoute.DELETE, { key, params, method: "DELETE", headers: { "if-match": etag } });
    expect((await remove('"1"')).status).toBe(412);
    expect((await remove('"4"')).status).toBe(204);
  });
});

describe("rate limits", () => {
  test("are told in every answer they concern, and end with 429 and Retry-After", async () => {
    const { workspace, key, params } = await newWebhook();
    const { units } = QUOTAS.reveal.actor;
    const first = await callRoute(reveal, { key, params });
    expect(first.headers.get("ratelimit-policy")).toBe(
      `"reveal-key";q=${units};w=60, "reveal-workspace";q=${QUOTAS.reveal.workspace.units};w=60`,
    );
    expect(first.headers.get("ratelimit")).toMatch(
      new RegExp(`^"reveal-key";r=${units - 1};t=\\d+, "reveal-workspace"`),
    );
    let refused = first;
    // The bucket refills while it is emptied.
    for (let i = 0; i < units * 4 && refused.status === 200; i++) refused = await callRoute(reveal, { key, params });
    expect(refused).toMatchObject({ status: 429, body: { code: "rate_limited" } });
    expect(refused.body.detail).toMatch(/^The limit "reveal-key" \(60 in 60 s\) is used up\. Try again in \d s\.$/);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit")).toMatch(/^"reveal-key";r=0;/);
    expect((await callRoute(reveal, { key: await workspace.apiKey(), params })).status).toBe(200);
    expect((await callRoute(testWebhook, { key, params, body: { type: "invoice.paid" } })).status).toBe(202);
  });

  test("count events when publishing", async () => {
    const workspace = await createTestWorkspace();
    const event = { workspace: workspace.slug, type: "invoice.paid", data: 1 };
    const answer = await callRoute(publish, { key: await workspace.publishKey(), body: [event, event, event] });
    const left = config().publishRate - 3;
    expect(answer.headers.get("ratelimit")).toBe(`"publish-key";r=${left};t=1, "publish-workspace";r=${left};t=1`);
  });
});

describe("what a path does not do", () => {
  test("is 405 with Allow and problem details, and OPTIONS lists the methods", async () => {
    const refused = await callRoute(webhookRoute.PUT, { method: "PUT", text: "{}", params: { id: "x" } });
    expect(refused).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
    expect(refused.body.detail).toBe("PUT does not work here. Use GET or PATCH or DELETE.");
    expect(refused.headers.get("allow")).toBe("GET, PATCH, DELETE, HEAD, OPTIONS");
    const options = await callRoute(webhookRoute.OPTIONS, { method: "OPTIONS", params: { id: "x" } });
    expect([options.status, options.headers.get("allow")]).toEqual([204, refused.headers.get("allow")]);
  });

  test("NUL is refused by name, wherever it stands", async () => {
    const { key } = await newWebhook();
    const bad = await callRoute(createWebhook, { key, body: { ...INPUT, headers: { "X-A": "a\0" } } });
    expect(bad).toMatchObject({ status: 422, body: { errors: [{ path: "headers.X-A" }] } });
    expect(await callRoute(listWebhooks, { key, query: { q: "\0" } })).toMatchObject({ status: 422 });
    expect(await callRoute(getInbox, { key, params: { id: "\0" } })).toMatchObject({ status: 404 });
  });
});

describe("what people do on the pages, programs do too", () => {
  test("pause, resume and cancel", async () => {
    const { key, params } = await newWebhook();
    const sent = await callRoute(testWebhook, { key, params, body: { type: "invoice.paid" } });
    const paused = await callRoute(pause, { key, params, method: "POST" });
    expect(paused).toMatchObject({ status: 200, body: { status: "paused" } });
    expect(await callRoute(resume, { key, params, body: {} })).toMatchObject({ status: 422 });
    const resumed = await callRoute(resume, { key, params, body: { sendHeld: false } });
    expect(resumed).toMatchObject({ status: 200, body: { status: "active" } });
    const cancel = () => callRoute(cancelDelivery, { key, method: "POST", params: { id: sent.body.id } });
    expect(await cancel()).toMatchObject({ status: 200, body: { status: "canceled" } });
    expect(await cancel()).toMatchObject({ status: 409 });
    expect((await callRoute(listReplays, { key })).body).toMatchObject({ data: [], nextCursor: null });
    expect((await callRoute(listNotifications, { key })).body).toMatchObject({ data: [], nextCursor: null });
  });

  test("make, list and revoke keys", async () => {
    const { key } = await newWebhook();
    const made = await callRoute(createKey, { key, body: { name: "CI", scopes: ["webhooks:read"] } });
    expect(made).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^phk_ws_/) } });
    const list = await callRoute(listKeys, { key, query: { limit: "1" } });
    expect(list.body.data).toMatchObject([{ id: made.body.id, name: "CI" }]);
    expect(JSON.stringify(list.body)).not.toContain(made.body.token);
    expect(list.body.nextCursor).not.toBeNull();
    expect((await callRoute(listWebhooks, { key: made.body.token })).status).toBe(200);
    const params = { id: made.body.id };
    expect((await callRoute(revokeKey, { key, params, method: "DELETE" })).status).toBe(204);
    expect((await callRoute(listWebhooks, { key: made.body.token })).status).toBe(401);
  });

  test("make, script, read and clear inboxes", async () => {
    const { key } = await newWebhook();
    const { body: inbox } = await callRoute(createInbox, { key, body: { name: "Staging" } });
    const params = { id: inbox.id };
    const scripted = await callRoute(configureInbox, { key, params, method: "PUT", body: { status: 503 } });
    expect(scripted.body.answer).toEqual({ status: 503, delayMs: 0, hang: false });
    expect((await callRoute(getInbox, { key, params })).body).toEqual(scripted.body);
    expect((await callRoute(listInboxes, { key })).body.data).toEqual([scripted.body]);
    expect((await callRoute(listRequests, { key, params })).body.data).toEqual([]);
    expect((await callRoute(clearInbox, { key, params, method: "DELETE" })).status).toBe(204);
  });
});
