import { afterEach, describe, expect, test, vi } from "vitest";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { createEventType } from "#lib/event-types/create-event-type";
import { importEventTypes } from "#lib/event-types/import-event-types";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { updateEventType } from "#lib/event-types/update-event-type";
import { publicId } from "#lib/ids";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import {
  createOperator,
  createTestProduct,
  eventTypeOf,
  operatorActions,
  operatorKeyContext,
} from "#tests/support/operator";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});
afterEach(() => {
  vi.useRealTimers();
});

const productOf = (workspace: TestWorkspace) => publicId("product", workspace.productId);
test("a new type can be published at once, its example is sent as it was written", async () => {
  const ctx = await createOperator();
  const workspace = await createTestWorkspace();
  const owner = await workspace.as("owner");
  const receiver = await startReceiver();
  const { webhook } = await createTestWebhook(owner, { url: receiver.url });
  await expect(publish(workspace, { type: "order.created" })).rejects.toMatchObject({ code: "invalid_input" });
  const exampleText = '{"total": 1.10, "id": 12345678901234567890}';
  await createEventType(ctx, productOf(workspace), { name: "order.created", group: "Orders" }, exampleText);
  await publish(workspace, { type: "order.created" });
  await sendTestEvent(owner, webhook.id, { type: "order.created" });
  await deliverDue();
  expect(receiver.requests.some(({ body }) => body.endsWith(`"data":${exampleText}}`))).toBe(true);
});

test("a schema and an example are held against each other", async () => {
  const ctx = await createOperator();
  const { slug } = await createTestProduct(ctx);
  const schema = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
  const input = { name: "order.created", schema, validation: "reject" } as const;
  const refused = (more: object, errors: unknown[]) =>
    expect(createEventType(ctx, slug, { ...input, ...more })).rejects.toMatchObject({ code: "invalid_input", errors });
  await refused({ example: { id: "x" } }, [{ path: "example.id", message: "must be integer" }]);
  await refused({}, [{ path: "example", message: expect.stringContaining("id") }]);
  await refused({ schema: { type: "wrong" } }, [{ path: "schema", message: expect.stringMatching(/no JSON Schema/) }]);
  await refused({ schema: { title: "a\0b" } }, [{ path: "schema.title", message: expect.stringMatching(/NUL/) }]);
  const deep = { not: { not: { not: { not: { not: { not: { title: "a\0b" } } } } } } };
  await refused({ schema: deep }, [{ path: "schema", message: expect.stringMatching(/NUL/) }]);
  await refused({ name: "*" }, [{ path: "name", message: expect.stringMatching(/letter or digit/) }]);
  const { id } = await createEventType(ctx, slug, { ...input, example: { id: 1 } });
  await expect(createEventType(ctx, slug, { name: "order.created" })).rejects.toMatchObject({
    errors: [{ path: "name", message: "is there already" }],
  });
  await expect(updateEventType(ctx, id, { example: {} })).rejects.toMatchObject({ errors: [{ path: "example" }] });
  expect(await updateEventType(ctx, id, { schema: null, example: {} })).toMatchObject({ schema: null, example: "{}" });
});

describe("an archived type", () => {
  test("can't be published, tested or subscribed to; webhooks keep it, and receive it again when it comes back", async () => {
    const ctx = await createOperator();
    const workspace = await createTestWorkspace();
    const owner = await workspace.as("owner");
    const receiver = await startReceiver();
    const { webhook } = await createTestWebhook(owner, { url: receiver.url, eventTypes: ["invoice.paid"] });
    await createTestWebhook(owner);
    const type = await eventTypeOf(ctx, productOf(workspace), "invoice.paid");
    expect(type.subscribers).toEqual({ listed: 1, all: 1 });
    await publish(workspace, { type: "invoice.paid", data: '{"id":"before"}' });
    await updateEventType(ctx, type.id, { archived: true });
    await expect(publish(workspace, { type: "invoice.paid" })).rejects.toMatchObject({
      errors: [{ path: "type", message: '"invoice.paid" is archived' }],
    });
    await expect(sendTestEvent(owner, webhook.id, { type: "invoice.paid" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(createTestWebhook(owner, { eventTypes: ["invoice.paid"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(createEventType(ctx, productOf(workspace), { name: "invoice.paid" })).rejects.toMatchObject({
      errors: [{ path: "name", message: expect.stringMatching(/archived/) }],
    });
    await updateWebhook(owner, webhook.id, { eventTypes: ["invoice.paid", "invoice.created"] });
    await deliverDue();
    // What was accepted before is delivered all the same.
    expect(receiver.requests).toHaveLength(1);
    await updateEventType(ctx, type.id, { archived: false });
    await publish(workspace, { type: "invoice.paid" });
    expect(await deliveriesOf(webhook.id)).toHaveLength(2);
    expect(await operatorActions(ctx)).toEqual(["event_type.archived", "event_type.restored"]);
  });

  test("is refused by other processes two seconds later at the latest", async () => {
    const workspace = await createTestWorkspace();
    await publish(workspace, {});
    // As another process would.
    const where = { productId: workspace.productId, name: "invoice.paid" };
    await db().eventType.updateMany({ where, data: { archivedAt: new Date() } });
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 2000 });
    await expect(publish(workspace, {})).rejects.toMatchObject({ code: "invalid_input" });
  });
});

test("a key that may only read changes nothing", async () => {
  const ctx = await createOperator();
  const { slug } = await createTestProduct(ctx, { eventTypes: true });
  const reader = operatorKeyContext(["products:read"]);
  const [type] = await listCatalogue(reader, slug);
  const forbidden = { code: "forbidden" };
  await expect(createEventType(reader, slug, { name: "x" })).rejects.toMatchObject(forbidden);
  await expect(updateEventType(reader, type?.id ?? "", { group: "x" })).rejects.toMatchObject(forbidden);
  await expect(importEventTypes(reader, slug, { document: [] })).rejects.toMatchObject(forbidden);
});
