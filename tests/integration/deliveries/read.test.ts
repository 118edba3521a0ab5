import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { type DeliveryFilters, listDeliveries } from "#lib/deliveries/list-deliveries";
import { getEvent } from "#lib/events/get-event";
import { listEvents } from "#lib/events/list-events";
import { newId, parseId, publicId } from "#lib/ids";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

// Checklist 46.
test("a delivery shows its attempts, the exact body and the event", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("viewer");
  const { webhook } = await createTestWebhook(await workspace.as("developer"));
  const data = '{"z":1.0,"a":12345678901234567890,"é":"✓"}';
  const id = await createTestDelivery(workspace, webhook.id, { data, attemptCount: 2 });
  for (const [number, body] of [
    [1, Buffer.from("<b>no</b>")],
    [2, Buffer.from([0xff, 0x00])],
  ] as const) {
    await db().attempt.create({
      data: {
        id: newId(),
        deliveryId: id,
        workspaceId: workspace.id,
        webhookId: newId(),
        number,
        reason: "first",
        outcome: "failed",
        errorCode: "http_status",
        requestUrl: webhook.url,
        requestHeaders: '[["webhook-id","msg"]]',
        responseStatus: 500,
        responseHeaders: '[["server","x"]]',
        responseBody: body,
        worker: "w",
        startedAt: new Date(),
      },
    });
  }
  const detail = await getDelivery(ctx, publicId("delivery", id));
  expect(detail.requestBody).toBe(`{"type":"invoice.paid","timestamp":"2026-03-18T14:30:00.000Z","data":${data}}`);
  expect(detail.event?.data).toBe(data);
  expect(detail.attempts.map(({ number, response }) => [number, response?.body, response?.bodyEncoding])).toEqual([
    [1, "<b>no</b>", "utf-8"],
    [2, "/wA=", "base64"],
  ]);
  expect(detail.webhookName).toBe("Test");
});

describe("lists", () => {
  test("filter by webhook, event, type, status, error, time and text", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("viewer");
    const developer = await workspace.as("developer");
    const one = (await createTestWebhook(developer)).webhook;
    const two = (await createTestWebhook(developer)).webhook;
    const failed = publicId("delivery", await createTestDelivery(workspace, one.id, { lastErrorCode: "timeout" }));
    const paid = publicId(
      "delivery",
      await createTestDelivery(workspace, two.id, { status: "succeeded", data: '{"customer":"100% Ünïcode_Ltd"}' }),
    );
    const created = publicId("delivery", await createTestDelivery(workspace, two.id, { type: "invoice.created" }));
    const idsOf = async (filters: DeliveryFilters) => (await listDeliveries(ctx, filters)).data.map(({ id }) => id);
    const { eventId } = await getDelivery(ctx, paid);

    expect(await idsOf({})).toEqual([created, paid, failed]);
    expect(await idsOf({ webhook: one.id })).toEqual([failed]);
    expect(await idsOf({ webhook: "wh_unknown" })).toEqual([]);
    expect(await idsOf({ event: eventId })).toEqual([paid]);
    expect(await idsOf({ type: "invoice.created" })).toEqual([created]);
    expect(await idsOf({ status: "succeeded" })).toEqual([paid]);
    expect(await idsOf({ errorCode: "timeout" })).toEqual([failed]);
    expect(await idsOf({ from: new Date(Date.now() + 60_000).toISOString() })).toEqual([]);
    expect(await idsOf({ to: new Date(Date.now() - 60_000).toISOString() })).toEqual([]);
    expect(await idsOf({ from: "2020-01-01", to: new Date(Date.now() + 60_000).toISOString() })).toHaveLength(3);
    expect(await idsOf({ q: "100% ünïcode_" })).toEqual([paid]);
    expect(await idsOf({ q: "100_ " })).toEqual([]);
    expect(await idsOf({ q: "INVOICE.CREA" })).toEqual([created]);
    expect(await idsOf({ q: created })).toEqual([created]);
    expect(await idsOf({ q: created.slice(0, 12) })).toContain(created);
    expect(await idsOf({ q: eventId })).toEqual([paid]);

    const pages: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await listDeliveries(ctx, { limit: 1, q: "invoice", ...(cursor && { cursor }) });
      pages.push(...page.data.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([created, paid, failed]);
    expect((await listEvents(ctx, { q: "ünïcode" })).data.map(({ id }) => id)).toEqual([eventId]);
    expect((await getEvent(ctx, eventId)).deliveries.map(({ id }) => id)).toEqual([paid]);
    await expect(listDeliveries(ctx, { from: "yesterday" })).rejects.toMatchObject({ errors: [{ path: "from" }] });
  });

  test("filter by the last answer, the group of the event type, and the tenant", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("viewer");
    const { webhook } = await createTestWebhook(await workspace.as("developer"));
    const add = async (values: Parameters<typeof createTestDelivery>[2]) =>
      publicId("delivery", await createTestDelivery(workspace, webhook.id, values));
    const none = await add({ status: "pending" });
    const ok = await add({ status: "succeeded", lastResponseStatus: 204 });
    const missing = await add({ lastResponseStatus: 404, type: "customer.created" });
    const gone = await add({ lastResponseStatus: 410 });
    const broken = await add({ lastResponseStatus: 503 });
    const idsOf = async (filters: DeliveryFilters) => (await listDeliveries(ctx, filters)).data.map(({ id }) => id);
    expect(await idsOf({ responseStatus: "none" })).toEqual([none]);
    expect(await idsOf({ responseStatus: "2xx" })).toEqual([ok]);
    expect(await idsOf({ responseStatus: "4xx" })).toEqual([gone, missing]);
    expect(await idsOf({ responseStatus: "410" })).toEqual([gone]);
    expect(await idsOf({ responseStatus: "204" })).toEqual([ok]);
    expect(await idsOf({ responseStatus: "5xx", status: "failed" })).toEqual([broken]);
    await expect(listDeliveries(ctx, { responseStatus: "6xx" })).rejects.toMatchObject({
      errors: [{ path: "responseStatus" }],
    });
    const { group } = await db().eventType.findFirstOrThrow({
      where: { productId: workspace.productId, name: "customer.created" },
    });
    expect(await idsOf({ group })).toEqual([missing]);
    expect(await idsOf({ group: "no such group" })).toEqual([]);
    const { eventId } = await getDelivery(ctx, gone);
    const tenant = await db().tenant.create({
      data: { id: newId(), workspaceId: workspace.id, key: "t1", name: "One" },
    });
    await db().event.update({ where: { id: parseId("event", eventId) ?? "" }, data: { tenantId: tenant.id } });
    expect(await idsOf({ tenant: "t1" })).toEqual([gone]);
    expect(await idsOf({ tenant: "t2" })).toEqual([]);
  });

  test("by type are the same whether it is rare or not", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("viewer");
    const { webhook } = await createTestWebhook(await workspace.as("developer"));
    const idsOf = async (filters: DeliveryFilters) => (await listDeliveries(ctx, filters)).data.map(({ id }) => id);
    const ids: string[] = [];
    for (const type of ["invoice.paid", "customer.created", "invoice.paid"]) {
      ids.unshift(publicId("delivery", await createTestDelivery(workspace, webhook.id, { type })));
    }
    const paid = [ids[0], ids[2]];
    expect(await idsOf({ type: "invoice.paid" })).toEqual(paid);
    expect(await idsOf({ type: "invoice.paid", status: "succeeded" })).toEqual([]);
    await db().$executeRaw`
      INSERT INTO event (id, workspace_id, profile_id, type, data, occurred_at)
      SELECT gen_random_uuid(), ${workspace.id}::uuid, ${workspace.profileId}::uuid, 'invoice.paid', '{}', now()
        FROM generate_series(1, 1000)`;
    expect(await idsOf({ type: "invoice.paid" })).toEqual(paid);
    expect(await idsOf({ type: "invoice.paid", status: "failed" })).toEqual(paid);
  });

  test("show nothing of another workspace", async () => {
    const workspace = await createTestWorkspace();
    const { webhook } = await createTestWebhook(await workspace.as("owner"));
    const id = publicId("delivery", await createTestDelivery(workspace, webhook.id));
    const { eventId } = await getDelivery(await workspace.as("viewer"), id);
    const stranger = await (await createTestWorkspace()).as("owner");
    expect((await listDeliveries(stranger)).data).toEqual([]);
    expect((await listDeliveries(stranger, { webhook: webhook.id })).data).toEqual([]);
    expect((await listDeliveries(stranger, { q: eventId })).data).toEqual([]);
    expect((await listEvents(stranger)).data).toEqual([]);
    await expect(getDelivery(stranger, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(getEvent(stranger, eventId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("leave out event types above the reader's role", async () => {
    const workspace = await createTestWorkspace("countercyclical");
    const admin = await workspace.as("admin");
    const { webhook } = await createTestWebhook(admin);
    const id = publicId("delivery", await createTestDelivery(workspace, webhook.id, { type: "team.created" }));
    const viewer = await workspace.as("viewer");
    expect((await listDeliveries(admin)).data).toHaveLength(1);
    expect((await listDeliveries(viewer)).data).toEqual([]);
    expect((await listEvents(viewer)).data).toEqual([]);
    await expect(getDelivery(viewer, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("hide payloads from viewers where the workspace says so, and don't search them", async () => {
    const workspace = await createTestWorkspace("acme", true);
    const { webhook } = await createTestWebhook(await workspace.as("owner"));
    const id = publicId("delivery", await createTestDelivery(workspace, webhook.id, { data: '{"secret":"sesame"}' }));
    const viewer = await workspace.as("viewer");
    expect(JSON.stringify(await getDelivery(viewer, id))).not.toContain("sesame");
    expect(JSON.stringify(await listEvents(viewer))).not.toContain("sesame");
    expect((await listEvents(viewer, { q: "sesame" })).data).toEqual([]);
    expect((await listEvents(await workspace.as("developer"), { q: "sesame" })).data).toHaveLength(1);
  });
});
