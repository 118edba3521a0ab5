import { describe, expect, test } from "vitest";
import { POST as replayDelivery } from "#app/api/v1/deliveries/[id]/replay/route";
import { GET as getDelivery } from "#app/api/v1/deliveries/[id]/route";
import { GET as listDeliveries } from "#app/api/v1/deliveries/route";
import { GET as listEgressIps } from "#app/api/v1/egress-ips/route";
import { GET as listEventTypes } from "#app/api/v1/event-types/route";
import { GET as getEvent } from "#app/api/v1/events/[id]/route";
import { GET as listEvents } from "#app/api/v1/events/route";
import { POST as createIntegration, GET as listIntegrations } from "#app/api/v1/integrations/route";
import { POST as cancelReplay } from "#app/api/v1/replays/[id]/cancel/route";
import { GET as getReplay } from "#app/api/v1/replays/[id]/route";
import { POST as previewReplay } from "#app/api/v1/replays/preview/route";
import { POST as replayDeliveries } from "#app/api/v1/replays/route";
import { POST as previewWebhookReplay } from "#app/api/v1/webhooks/[id]/replay/preview/route";
import { POST as replayWebhook } from "#app/api/v1/webhooks/[id]/replay/route";
import { POST as rotateSecret } from "#app/api/v1/webhooks/[id]/rotate-secret/route";
import { DELETE as deleteWebhook, GET as getWebhook, PATCH as updateWebhook } from "#app/api/v1/webhooks/[id]/route";
import { GET as getSecret } from "#app/api/v1/webhooks/[id]/secret/route";
import { POST as testWebhook } from "#app/api/v1/webhooks/[id]/test/route";
import { POST as createWebhook, GET as listWebhooks } from "#app/api/v1/webhooks/route";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { publicId } from "#lib/ids";
import { Delivery, DeliveryDetail, Event, EventDetail, Replay, ReplayPreview } from "#lib/openapi/delivery-schemas";
import * as answers from "#lib/openapi/schemas";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const INPUT = { name: "Orders", url: "https://hooks.example.com/in", eventTypes: ["*"] };

// Checklist 48.
test("a webhook's whole life through the API", async () => {
  const workspace = await createTestWorkspace();
  const key = await workspace.apiKey();
  const created = await callRoute(createWebhook, { key, body: INPUT });
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({ ...INPUT, status: "active", secret: expect.stringMatching(/^whsec_/) });
  const params = { id: created.body.id };

  const read = await callRoute(getWebhook, { key, params });
  expect(read.body).toMatchObject({ id: params.id, health: { consecutiveFailures: 0 }, counts: { pending: 0 } });
  expect(read.body).not.toHaveProperty("secret");
  expect((await callRoute(listWebhooks, { key })).body).toMatchObject({ data: [{ id: params.id }], nextCursor: null });
  const patched = await callRoute(updateWebhook, { key, params, method: "PATCH", body: { rateLimit: 5 } });
  expect(patched.body).toMatchObject({ rateLimit: 5, version: 2 });
  expect((await callRoute(getSecret, { key, params })).body).toMatchObject({
    secret: created.body.secret,
    previous: null,
  });
  const rotated = await callRoute(rotateSecret, { key, params, body: { overlapSeconds: 60 } });
  expect(rotated.body.secret).not.toBe(created.body.secret);
  const tested = await callRoute(testWebhook, { key, params, body: { type: "invoice.paid", data: { a: 1 } } });
  expect(tested).toMatchObject({ status: 202, body: { status: "pending", type: "invoice.paid" } });

  const one = await callRoute(getDelivery, { key, params: { id: tested.body.id } });
  expect(one.body).toMatchObject({ attempts: [], event: { data: '{"a":1}' } });
  const list = await callRoute(listDeliveries, { key, query: { webhook: params.id, limit: "1", status: "pending" } });
  expect(list.body.data).toHaveLength(1);
  expect((await callRoute(listEvents, { key })).body.data).toHaveLength(1);
  const failed = publicId("delivery", await createTestDelivery(workspace, params.id));
  expect(await callRoute(replayDelivery, { key, method: "POST", params: { id: failed } })).toMatchObject({
    status: 202,
    body: { id: failed, status: "pending" },
  });
  const replay = await callRoute(replayWebhook, { key, params, body: { since: "2026-01-01T00:00:00Z" } });
  expect(replay).toMatchObject({ status: 202, body: { id: expect.stringMatching(/^rpl_/), total: 0 } });
  expect((await callRoute(getReplay, { key, params: { id: replay.body.id } })).body.status).toBe("succeeded");

  const selected = { kind: "selected", deliveries: [failed, tested.body.id] };
  const preview = await callRoute(previewReplay, { key, body: selected });
  expect(preview.body).toMatchObject({ count: 0, more: false });
  const other = publicId("delivery", await createTestDelivery(workspace, params.id));
  const bulk = await callRoute(replayDeliveries, { key, body: { ...selected, deliveries: [failed, other] } });
  expect(bulk).toMatchObject({ status: 202, body: { webhookId: null, kind: "selected", status: "running", total: 1 } });
  const canceled = await callRoute(cancelReplay, { key, method: "POST", params: { id: bulk.body.id } });
  expect(canceled.body).toMatchObject({ status: "canceled", replayed: 0 });
  expect(
    await callRoute(previewWebhookReplay, { key, params, body: { kind: "missing", since: "2026-01-01" } }),
  ).toMatchObject({ status: 200, body: { count: 0 } });
  expect(await callRoute(replayWebhook, { key, params, body: {} })).toMatchObject({
    status: 422,
    body: { errors: [{ path: "since" }] },
  });

  // The answers are what the OpenAPI description says.
  answers.CreatedWebhook.parse(created.body);
  answers.Webhook.parse(read.body);
  answers.Webhook.parse(patched.body);
  answers.RotatedSecret.parse(rotated.body);
  answers.Secret.parse((await callRoute(getSecret, { key, params })).body);
  Delivery.parse(list.body.data[0]);
  DeliveryDetail.parse(one.body);
  Event.parse((await callRoute(listEvents, { key })).body.data[0]);
  EventDetail.parse((await callRoute(getEvent, { key, params: { id: one.body.eventId } })).body);
  Replay.parse(replay.body);
  Replay.parse(canceled.body);
  ReplayPreview.parse(preview.body);

  expect((await callRoute(deleteWebhook, { key, params, method: "DELETE" })).status).toBe(204);
  expect((await callRoute(getWebhook, { key, params })).status).toBe(404);
});

test("lists event types as data, integrations and our addresses", async () => {
  const workspace = await createTestWorkspace("countercyclical");
  const key = await workspace.apiKey();
  const types = await callRoute(listEventTypes, { key });
  expect(types.body.data).toHaveLength(18);
  expect(Object.keys(types.body.data[0]).sort()).toEqual([
    "description",
    "example",
    "group",
    "name",
    "schema",
    "validation",
    "volume",
    "webhooks",
  ]);
  expect(types.body.data[0].example).toBeTypeOf("object");
  const created = await callRoute(createIntegration, { key, body: { name: "ERP" } });
  expect(created).toMatchObject({
    status: 201,
    body: { id: expect.stringMatching(/^int_/), name: "ERP", keyCount: 0 },
  });
  expect((await callRoute(listIntegrations, { key })).body.data).toEqual([created.body]);
  const webhook = await callRoute(createWebhook, { key, body: { ...INPUT, integration: created.body.id } });
  expect(webhook.body.integration).toBe(created.body.id);
  expect((await callRoute(listEgressIps)).body).toEqual({ data: [], nextCursor: null });
});

describe("refusals", () => {
  test("name every bad field", async () => {
    const key = await (await createTestWorkspace()).apiKey();
    const answer = await callRoute(createWebhook, { key, body: { url: 1, eventTypes: "all", headers: { Host: "x" } } });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid_input" } });
    expect(answer.body.errors.map(({ path }: { path: string }) => path).sort()).toEqual([
      "eventTypes",
      "headers.Host",
      "name",
      "url",
    ]);
    expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
    const listed = await callRoute(listDeliveries, { key, query: { status: "odd", page: "2" } });
    expect(listed.body.errors.map(({ path }: { path: string }) => path)).toEqual(["status", "page"]);
  });

  test.each([
    ["broken JSON", "{", 400, "invalid_json"],
    ["a list", "[]", 422, "invalid_input"],
    ["null", "null", 422, "invalid_input"],
    ["more than 1 MB", `"${"a".repeat(1024 * 1024)}"`, 413, "payload_too_large"],
  ])("of %s", async (_case, text, status, code) => {
    const key = await (await createTestWorkspace()).apiKey();
    expect(await callRoute(createWebhook, { key, text })).toMatchObject({ status, body: { code } });
  });

  test("of another media type and a form", async () => {
    const key = await (await createTestWorkspace()).apiKey();
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    expect(await callRoute(createWebhook, { key, text: "a=1", headers })).toMatchObject({ status: 415 });
  });

  test("of a missing, unknown, mistyped, revoked, expired or publish key", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.apiKey();
    const missing = await callRoute(listWebhooks);
    expect(missing).toMatchObject({ status: 401, body: { code: "unauthenticated" } });
    expect(missing.headers.get("www-authenticate")).toMatch(/^Bearer/);
    const swapped = key.replace(/.$/, (last) => (last === "a" ? "b" : "a"));
    for (const bad of ["nonsense", swapped, `${key} ${key}`]) {
      expect(await callRoute(listWebhooks, { key: bad })).toMatchObject({ status: 401 });
    }
    expect(await callRoute(listWebhooks, { key: await workspace.publishKey() })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining("phk_ws_") },
    });
    expect(await callRoute(listWebhooks, { key })).toMatchObject({ status: 200 });
    await db().apiKey.updateMany({ where: { workspaceId: workspace.id }, data: { expiresAt: new Date() } });
    expect(await callRoute(listWebhooks, { key })).toMatchObject({ status: 401 });
    await db().apiKey.updateMany({
      where: { workspaceId: workspace.id },
      data: { expiresAt: null, revokedAt: new Date() },
    });
    expect(await callRoute(listWebhooks, { key })).toMatchObject({ status: 401 });
  });

  test("of what the key's scopes don't cover, and of a suspended workspace", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.apiKey(["webhooks:read"]);
    expect(await callRoute(listWebhooks, { key })).toMatchObject({ status: 200 });
    expect(await callRoute(createWebhook, { key, body: INPUT })).toMatchObject({ status: 403 });
    await db().workspace.update({ where: { id: workspace.id }, data: { suspendedAt: new Date() } });
    expect(await callRoute(listWebhooks, { key })).toMatchObject({
      status: 403,
      body: { code: "workspace_suspended" },
    });
  });

  test("of ids that are foreign, malformed or hostile: all the same 404", async () => {
    const key = await (await createTestWorkspace()).apiKey();
    const other = await createTestWorkspace();
    const foreign = await callRoute(createWebhook, { key: await other.apiKey(), body: INPUT });
    const answers = [];
    for (const id of [foreign.body.id, "wh_00000000000000000000000001", "wh_'; DROP TABLE webhook", "dlv_x", ""]) {
      const { status, body } = await callRoute(getWebhook, { key, params: { id } });
      answers.push([status, body.detail]);
    }
    expect(new Set(answers.map(String))).toEqual(new Set(["404,There is no such webhook."]));
    expect(await callRoute(getReplay, { key, params: { id: "rpl_zzzzzzzzzzzzzzzzzzzzzzzzzz" } })).toMatchObject({
      status: 404,
    });
  });
});

test("an unknown failure is a bare 500 with a request id", async () => {
  const key = await (await createTestWorkspace()).apiKey();
  const broken = () => Promise.reject(new Error("password=hunter2"));
  const answer = await callRoute(listWebhooks, { key, headers: { "x-request-id": "caller-0001" } });
  expect(answer.headers.get("x-request-id")).toBe("caller-0001");
  const { publicRoute } = await import("#lib/http/routes");
  const failure = await callRoute(publicRoute(broken));
  expect(failure).toMatchObject({ status: 500, body: { code: "internal_error" } });
  expect(JSON.stringify(failure.body)).not.toContain("hunter2");
});
