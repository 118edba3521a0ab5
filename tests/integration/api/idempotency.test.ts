import { describe, expect, test } from "vitest";
import { POST as publish } from "#app/api/v1/events/route";
import { POST as createInbox } from "#app/api/v1/inboxes/route";
import { POST as createIntegration } from "#app/api/v1/integrations/route";
import { POST as rotateSecret } from "#app/api/v1/webhooks/[id]/rotate-secret/route";
import { POST as createWebhook } from "#app/api/v1/webhooks/route";
import { recordAudit } from "#lib/audit/record-audit";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { claimKey } from "#lib/idempotency/claim-key";
import { newId } from "#lib/ids";
import { purgeExpired } from "#lib/retention/purge-expired";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const INPUT = { name: "Orders", url: "https://hooks.example.com/in", eventTypes: ["*"] };
const ASKED = { target: "POST /x", body: "{}" };

async function newCaller() {
  const workspace = await createTestWorkspace();
  return { workspace, key: await workspace.apiKey() };
}
const keyed = (value: string) => ({ "idempotency-key": value });
const webhooksOf = (workspaceId: string) => db().webhook.count({ where: { workspaceId } });

describe("a POST that is repeated with its Idempotency-Key", () => {
  test("gets the first answer, secret included, and changes nothing", async () => {
    const { workspace, key } = await newCaller();
    const first = await callRoute(createWebhook, { key, body: INPUT, headers: keyed("create-1") });
    expect(first).toMatchObject({ status: 201, body: { secret: expect.stringMatching(/^whsec_/) } });
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    const { name, ...rest } = INPUT;
    const reordered = { ...rest, name };
    const again = await callRoute(createWebhook, { key, body: reordered, headers: keyed('"create-1"') });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect(again.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(again.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
    expect(await webhooksOf(workspace.id)).toBe(1);
  });

  test("keeps neither request nor answer readable in the database", async () => {
    const { workspace, key } = await newCaller();
    const { body } = await callRoute(createWebhook, { key, body: INPUT, headers: keyed("sealed") });
    const row = await db().idempotencyKey.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    const stored = Buffer.concat([row.asked, row.answer ?? Buffer.alloc(0)]).toString("latin1");
    for (const secret of [body.secret, INPUT.url]) expect(stored).not.toContain(secret);
  });

  test("is refused when it asks for something else, which is named", async () => {
    const { key } = await newCaller();
    await callRoute(createWebhook, { key, body: INPUT, headers: keyed("k") });
    const other = { ...INPUT, url: "https://hooks.example.com/other", ordered: true };
    const conflict = await callRoute(createWebhook, { key, body: other, headers: keyed("k") });
    expect(conflict).toMatchObject({ status: 409, body: { code: "idempotency_conflict" } });
    expect(conflict.body.detail).toContain("its url, ordered were different");
    expect(conflict.body.errors.map(({ path }: { path: string }) => path)).toEqual(["url", "ordered"]);
  });

  test("is carried out once, however many come at once", async () => {
    const { workspace, key } = await newCaller();
    const call = () => callRoute(createIntegration, { key, body: { name: "ERP" }, headers: keyed("many") });
    const all = await Promise.all(Array.from({ length: 20 }, call));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
    expect(await db().integration.count({ where: { workspaceId: workspace.id } })).toBe(1);
  });

  test("may be corrected after a refusal, because nothing was done", async () => {
    const { key } = await newCaller();
    const bad = await callRoute(createInbox, { key, body: { name: "" }, headers: keyed("inbox") });
    expect(bad.status).toBe(422);
    const good = await callRoute(createInbox, { key, body: { name: "A" }, headers: keyed("inbox") });
    expect(good.status).toBe(201);
  });

  test("is another one in another workspace", async () => {
    const [one, two] = [await newCaller(), await newCaller()];
    const calls = [one, two].map(({ key }) => callRoute(createWebhook, { key, body: INPUT, headers: keyed("same") }));
    const [a, b] = await Promise.all(calls);
    expect(a?.body.id).not.toBe(b?.body.id);
  });

  test("rotates a secret once", async () => {
    const { key } = await newCaller();
    const { body: webhook } = await callRoute(createWebhook, { key, body: INPUT });
    const call = () =>
      callRoute(rotateSecret, { key, params: { id: webhook.id }, method: "POST", headers: keyed("rotate") });
    const [first, second] = [await call(), await call()];
    expect(second.body).toEqual(first.body);
  });

  test("is forgotten after a day", async () => {
    const { workspace, key } = await newCaller();
    await callRoute(createWebhook, { key, body: INPUT, headers: keyed("old") });
    const yesterday = new Date(Date.now() - 86_400_001);
    const where = { workspaceId: workspace.id };
    await db().idempotencyKey.updateMany({ where, data: { createdAt: yesterday } });
    await callRoute(createWebhook, { key, body: { ...INPUT, name: "Other" }, headers: keyed("old") });
    expect(await webhooksOf(workspace.id)).toBe(2);
    await db().idempotencyKey.updateMany({ where, data: { createdAt: yesterday } });
    await purgeExpired(60_000);
    expect(await db().idempotencyKey.count({ where })).toBe(0);
  });

  test.each(["", "a b", "ü", "x".repeat(256)])("needs a proper key: not %j", async (value) => {
    const { key } = await newCaller();
    const headers = new Headers();
    headers.set("idempotency-key", encodeURIComponent(value) === value ? value : value.replace("ü", "\u00fc"));
    const answer = await callRoute(createWebhook, { key, body: INPUT, headers: Object.fromEntries(headers) });
    expect(answer).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  });
});

describe("after a crash", () => {
  test("before the change, the repetition carries it out", async () => {
    const { workspace } = await newCaller();
    const ctx = await workspace.as("owner");
    const first = await claimKey(ctx, "crashed", ASKED);
    await db().idempotencyKey.updateMany({ where: { workspaceId: workspace.id }, data: { lockedUntil: new Date(0) } });
    const second = await claimKey(ctx, "crashed", ASKED);
    expect(second).toHaveProperty("claim.id", "claim" in first ? first.claim.id : "");
    // The first one was only slow, and now tries to commit what the second one is doing.
    if (!("claim" in first)) throw new Error("not claimed");
    const late = { ...ctx, request: { ...ctx.request, idempotency: first.claim } };
    const change = db().$transaction((tx) => recordAudit(tx, late, { action: "test", target: { type: "test" } }));
    await expect(change).rejects.toMatchObject({ code: "conflict" });
    expect(await db().auditEntry.count({ where: { workspaceId: workspace.id } })).toBe(0);
  });

  test("between the change and the answer, the repetition is told so and changes nothing", async () => {
    const { workspace, key } = await newCaller();
    await callRoute(createWebhook, { key, body: INPUT, headers: keyed("lost") });
    await db().idempotencyKey.updateMany({
      where: { workspaceId: workspace.id },
      data: { status: null, answer: null, lockedUntil: new Date(0) },
    });
    const again = await callRoute(createWebhook, { key, body: INPUT, headers: keyed("lost") });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining("its answer was lost") } });
    expect(await webhooksOf(workspace.id)).toBe(1);
  });
});

describe("publishing with an Idempotency-Key", () => {
  test("uses it as the event's id, and with the index in a batch", async () => {
    const workspace = await createTestWorkspace();
    const key = await workspace.publishKey();
    const event = { workspace: workspace.slug, type: "invoice.paid", data: { id: newId() } };
    const first = await callRoute(publish, { key, body: event, headers: keyed("p1") });
    const again = await callRoute(publish, { key, body: event, headers: keyed("p1") });
    expect(again.body.data).toEqual([{ ...first.body.data[0], duplicate: true }]);
    const batch = [event, { ...event, id: "own" }];
    await callRoute(publish, { key, body: batch, headers: keyed("p2") });
    const repeated = await callRoute(publish, { key, body: batch, headers: keyed("p2") });
    expect(repeated.body.data.map(({ duplicate }: { duplicate: boolean }) => duplicate)).toEqual([true, true]);
    const keys = await db().event.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "asc" } });
    expect(keys.map((row) => row.key).sort()).toEqual(["own", "p1", "p2:0"]);
    const other = await callRoute(publish, { key, body: { ...event, data: 2 }, headers: keyed("p1") });
    expect(other).toMatchObject({ status: 409, body: { detail: expect.stringContaining("a different data") } });
  });
});
