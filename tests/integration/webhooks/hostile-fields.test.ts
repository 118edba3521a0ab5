import { describe, expect, test } from "vitest";
import { GET as listDeliveries } from "#app/api/v1/deliveries/route";
import { POST as publish } from "#app/api/v1/events/route";
import { GET as readWebhook, PATCH as updateWebhook } from "#app/api/v1/webhooks/[id]/route";
import { POST as testWebhook } from "#app/api/v1/webhooks/[id]/test/route";
import { POST as createWebhook } from "#app/api/v1/webhooks/route";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, prepareDispatch, publish as publishEvents, rowId } from "#tests/support/deliver";
import { startReceiver } from "#tests/support/receiver";
import { createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});

const BODY = { name: "Orders", url: "https://hooks.example.com/in", eventTypes: ["invoice.paid"] };

/** A workspace, its owner's key, and a webhook with one header. */
async function setUp(url = BODY.url) {
  const workspace: TestWorkspace = await createTestWorkspace();
  const { actor } = await workspace.as("owner");
  const key = await workspace.apiKey(["*"], actor.type === "user" ? actor.id : null);
  const { body: webhook } = await callRoute(createWebhook, {
    key,
    body: { ...BODY, url, headers: { "X-Team": "blue" } },
  });
  return { workspace, key, webhook, params: { id: String(webhook.id) } };
}

// Checklist 49.
describe("fault 49: a header that would poison every delivery is refused on save", () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`x-${i}`, "1"]));
  test.each<[what: string, headers: Record<string, unknown>]>([
    ["CRLF in a value", { "X-A": "1\r\nX-B: 2" }],
    ["a bare line feed", { "X-A": "1\nX-B: 2" }],
    ["CRLF in a name", { "X-A\r\nX-B": "1" }],
    ["NUL", { "X-A": "\u0000" }],
    ["Host", { Host: "169.254.169.254" }],
    ["Content-Length", { "Content-Length": "0" }],
    ["Transfer-Encoding", { "transfer-encoding": "chunked" }],
    ["Connection", { Connection: "close" }],
    ["another hop-by-hop header", { "Proxy-Connection": "close" }],
    ["Upgrade", { Upgrade: "h2c" }],
    ["Content-Type", { "content-type": "text/plain" }],
    ["User-Agent", { "User-Agent": "me" }],
    ["webhook-id", { "webhook-id": "forged" }],
    ["webhook-signature", { "Webhook-Signature": "v1,forged" }],
    ["the mark of test events", { "X-Webhook-Test": "false" }],
    ["a hundred headers", many],
    ["8 KB", { "X-A": "a".repeat(8192) }],
    ["Greek", { "X-A": "Ω" }],
    ["an emoji", { "X-A": "👍" }],
    ["a number for a value", { "X-A": 1 }],
    // Fault 46.
    ["__proto__ with a value that is no header", JSON.parse('{"__proto__":"a\\r\\nb"}')],
  ])("%s", async (_, headers) => {
    const { workspace, key, params } = await setUp();
    const refused = {
      status: 422,
      body: { code: "invalid_input", errors: [{ path: expect.stringMatching(/^headers/) }] },
    };
    expect(await callRoute(createWebhook, { key, body: { ...BODY, headers } })).toMatchObject(refused);
    expect(await callRoute(updateWebhook, { key, params, method: "PATCH", body: { headers } })).toMatchObject(refused);
    expect(await db().webhook.count({ where: { workspaceId: workspace.id } })).toBe(1);
    expect((await callRoute(readWebhook, { key, params })).body.headerNames).toEqual(["X-Team"]);
  });

  test("Authorization is allowed, encrypted, sent, and never shown again", async () => {
    const receiver = await startReceiver();
    const { workspace, key, params } = await setUp(receiver.url);
    const headers = { Authorization: "Bearer sesame", "X-Latin": "caf\u00e9" };
    const saved = await callRoute(updateWebhook, { key, params, method: "PATCH", body: { headers } });
    expect(saved).toMatchObject({ status: 200, body: { headerNames: ["Authorization", "X-Latin"] } });
    expect(JSON.stringify(saved.body)).not.toContain("sesame");
    const row = await db().webhook.findUniqueOrThrow({ where: { id: rowId("webhook", params.id) } });
    expect(Buffer.from(row.headersSealed ?? []).toString("latin1")).not.toContain("sesame");
    await publishEvents(workspace, {});
    await deliverDue();
    expect(receiver.requests[0]?.headers).toMatchObject({ authorization: "Bearer sesame", "x-latin": "caf\u00e9" });
    const attempts = await db().attempt.findMany({ where: { workspaceId: workspace.id } });
    expect(JSON.stringify(attempts)).not.toContain("sesame");
  });
});

describe("fault 50: an event type that is none is refused wherever one is named", () => {
  const types = [
    "a..b",
    ".",
    "..",
    ".invoice.paid",
    "invoice.paid.",
    "invoice.*",
    "i*",
    "**",
    "invoice.paid\u0000",
    "invoice.paid ",
    "İnvoice.paid",
    "ｉnvoice.paid",
    "факту́ра",
    "e".repeat(500),
    "__proto__",
    "constructor",
    "toString",
    "invoice.%",
    "invoice_paid",
    "(a+)+$",
    `${"a".repeat(127)}!`,
    "' OR 1=1 --",
    "[\\s\\S]*",
  ];

  test.each(types)("%j", async (type) => {
    const { workspace, key, params } = await setUp();
    const event = { workspace: workspace.slug, type, data: {} };
    const published = await callRoute(publish, { key: await workspace.publishKey(), body: event });
    expect(published).toMatchObject({ status: 422, body: { errors: [{ path: "type" }] } });
    const batch = await callRoute(publish, {
      key: await workspace.publishKey(),
      body: [event, { ...event, type: "*" }],
    });
    expect(batch.body.errors.map(({ path }: { path: string }) => path)).toEqual(expect.arrayContaining(["0.type"]));

    const named = { status: 422, body: { code: "invalid_input", errors: [{ path: "eventTypes.0" }] } };
    expect(await callRoute(createWebhook, { key, body: { ...BODY, eventTypes: [type] } })).toMatchObject(named);
    const change = { key, params, method: "PATCH", body: { eventTypes: [type] } };
    expect(await callRoute(updateWebhook, change)).toMatchObject(named);
    const tested = await callRoute(testWebhook, { key, params, body: { type } });
    expect(tested).toMatchObject({ status: 422, body: { errors: [{ path: "type" }] } });
    expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(0);
    expect((await callRoute(readWebhook, { key, params })).body.eventTypes).toEqual(["invoice.paid"]);
  });

  test("* is a subscription to everything and no event's type, and beside another it is refused", async () => {
    const { workspace, key } = await setUp();
    const event = { workspace: workspace.slug, type: "*", data: {} };
    expect(await callRoute(publish, { key: await workspace.publishKey(), body: event })).toMatchObject({ status: 422 });
    expect(await callRoute(createWebhook, { key, body: { ...BODY, eventTypes: ["*", "invoice.paid"] } })).toMatchObject(
      {
        status: 422,
      },
    );
  });

  test("what is searched for is text, never a pattern", async () => {
    const { key } = await setUp();
    for (const q of ["(a+)+$", "%", "_", "\\", "[[[[[[", "*".repeat(100)]) {
      expect(await callRoute(listDeliveries, { key, query: { q } })).toMatchObject({ status: 200, body: { data: [] } });
    }
  });
});
