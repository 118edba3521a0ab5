import { afterEach, describe, expect, test, vi } from "vitest";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { createEventType } from "#lib/event-types/create-event-type";
import { exportCatalogue } from "#lib/event-types/export-catalogue";
import { importEventTypes } from "#lib/event-types/import-event-types";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { updateEventType } from "#lib/event-types/update-event-type";
import { publicId } from "#lib/ids";
import { sendTestEvent } from "#lib/webhooks/send-test-event";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { createTestDatabase } from "#tests/support/database";
import { deliverDue, deliveriesOf, prepareDispatch, publish } from "#tests/support/deliver";
import { createOperator, createTestProduct, operatorActions, operatorKeyContext } from "#tests/support/operator";
import { startReceiver } from "#tests/support/receiver";
import { createTestWebhook, createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});
afterEach(() => {
  vi.useRealTimers();
});

const productOf = (workspace: TestWorkspace) => publicId("product", workspace.productId);
async function typeOf(ctx: Awaited<ReturnType<typeof createOperator>>, product: string, name: string) {
  const type = (await listCatalogue(ctx, product)).find((one) => one.name === name);
  if (!type) throw new Error(`There is no ${name}.`);
  return type;
}

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
    const type = await typeOf(ctx, productOf(workspace), "invoice.paid");
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

const ORDER = {
  type: "object",
  required: ["id"],
  properties: { id: { type: "string" }, total: { $ref: "#/components/schemas/Money" } },
};
/** As a team writes it: the whole body, as it is sent. */
const OPENAPI = {
  openapi: "3.1.0",
  info: { title: "Nimbus", version: "1" },
  paths: {},
  webhooks: {
    "order.created": {
      post: {
        summary: "An order was placed.",
        tags: ["Orders"],
        requestBody: {
          content: {
            "application/json": {
              schema: {
                type: "object",
                properties: { type: { const: "order.created" }, timestamp: { type: "string" }, data: ORDER },
              },
              example: {
                type: "order.created",
                timestamp: "2026-03-18T14:30:00Z",
                data: { id: "ord_1", total: { cents: 100 } },
              },
            },
          },
        },
      },
    },
    "order.shipped": {
      post: {
        description: "It is on its way.",
        tags: ["Orders"],
        requestBody: { $ref: "#/components/requestBodies/Order" },
      },
    },
    "team.joined": { post: { summary: "Somebody joined.", "x-posthorn": { group: "Team", lowestRole: "admin" } } },
  },
  components: {
    schemas: { Money: { type: "object", properties: { cents: { type: "integer", minimum: 0 } } }, Order: ORDER },
    requestBodies: { Order: { content: { "application/json": { schema: { $ref: "#/components/schemas/Order" } } } } },
  },
};
const YAML = `
openapi: 3.1.0
info: {title: Nimbus, version: "1"}
webhooks:
  order.created:
    post:
      summary: Changed.
      tags: [Orders]
      requestBody:
        content:
          application/json:
            schema: {type: object, properties: {id: {type: string, format: uuid}}}
`;

describe("an import", () => {
  test("of an OpenAPI 3.1 document counts first, then does it: the data is cut out of the body, references come along", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx);
    const expected = {
      created: ["order.created", "order.shipped", "team.joined"],
      changed: [],
      unchanged: [],
      archived: [],
    };
    expect(await importEventTypes(ctx, slug, { document: OPENAPI }, { dryRun: "true" })).toEqual(expected);
    expect(await listCatalogue(ctx, slug)).toEqual([]);
    expect(await importEventTypes(ctx, slug, { document: JSON.stringify(OPENAPI) })).toEqual(expected);
    expect(await typeOf(ctx, slug, "order.created")).toMatchObject({
      group: "Orders",
      description: "An order was placed.",
      schema: {
        required: ["id"],
        properties: { total: { $ref: "#/$defs/Money" } },
        $defs: { Money: { type: "object" } },
      },
      example: '{"id":"ord_1","total":{"cents":100}}',
    });
    expect(JSON.parse((await typeOf(ctx, slug, "order.shipped")).example)).toEqual({ id: "text", total: { cents: 0 } });
    expect(await typeOf(ctx, slug, "team.joined")).toMatchObject({ group: "Team", lowestRole: "admin", schema: null });
    expect(await importEventTypes(ctx, slug, { document: OPENAPI })).toMatchObject({
      unchanged: expected.created,
      changed: [],
    });
  });

  test("of YAML changes what it says, and archives what it does not have when asked to", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx);
    await importEventTypes(ctx, slug, { document: OPENAPI });
    const { id } = await typeOf(ctx, slug, "order.created");
    await updateEventType(ctx, id, { lowestRole: "admin" });
    const plan = await importEventTypes(ctx, slug, { document: YAML, archiveMissing: true });
    expect(plan).toEqual({
      created: [],
      changed: [{ name: "order.created", fields: ["description", "schema", "example"] }],
      unchanged: [],
      archived: ["order.shipped", "team.joined"],
    });
    expect(await typeOf(ctx, slug, "order.created")).toMatchObject({ description: "Changed.", lowestRole: "admin" });
    const back = await importEventTypes(ctx, slug, { document: OPENAPI });
    expect(back.changed.find(({ name }) => name === "team.joined")).toEqual({
      name: "team.joined",
      fields: ["archived"],
    });
    expect((await operatorActions(ctx)).filter((action) => action === "catalogue.imported")).toHaveLength(3);
  });

  test("takes the members of a flat body by the sources of the profile", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx, { preset: "kaunt" });
    const properties = {
      Id: { type: "string" },
      Url: { type: "string" },
      EventType: { type: "string" },
      TenantId: { type: "string" },
    };
    const content = { "application/json": { schema: { type: "object", properties, required: ["Url", "EventType"] } } };
    const document = { openapi: "3.1.1", webhooks: { ModelReady: { post: { requestBody: { content } } } } };
    await importEventTypes(ctx, slug, { document });
    const { schema } = await typeOf(ctx, slug, "ModelReady");
    expect(schema).toEqual({
      type: "object",
      properties: { Id: { type: "string" }, Url: { type: "string" }, TenantId: { type: "string" } },
      required: ["Url"],
    });
  });

  test("of an export changes nothing", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx, { preset: "countercyclical", eventTypes: true });
    const text = exportCatalogue(await listCatalogue(ctx, slug));
    const plan = await importEventTypes(ctx, slug, { document: text, archiveMissing: true });
    expect(plan).toMatchObject({ created: [], changed: [], archived: [] });
    expect(plan.unchanged).toHaveLength(18);
  });

  test.each([
    ["that is no JSON", '{"a":', "document", /valid JSON/],
    ["that is no YAML", "a: [1\nb: 2", "document", /YAML.*line/],
    ["of Swagger", { swagger: "2.0" }, "document", /OpenAPI 2\.0/],
    ["of OpenAPI 3.0", { openapi: "3.0.3" }, "document", /3\.0\.3/],
    ["without webhooks", { openapi: "3.1.0", paths: {} }, "document", /no webhooks/],
    ["of something else", { a: 1 }, "document", /neither/],
    [
      "that refers elsewhere",
      { openapi: "3.1.0", webhooks: { a: { $ref: "./other.yaml" } } },
      "webhooks.a",
      /another document/,
    ],
    [
      "whose reference leads nowhere",
      { openapi: "3.1.0", webhooks: { a: { $ref: "#/components/pathItems/a" } } },
      "webhooks.a",
      /nowhere/,
    ],
    [
      "with a bad role",
      { eventTypes: [{ name: "ok" }, { name: "a", lowestRole: "king" }] },
      "eventTypes.a.lowestRole",
      /viewer/,
    ],
    ["with a name twice", [{ name: "a" }, { name: "a" }], "eventTypes.a", /twice/],
    [
      "with an example that does not match",
      [{ name: "a", schema: { type: "string" }, example: 1 }],
      "eventTypes.a.example",
      /string/,
    ],
    [
      "of YAML that grows",
      `a: &a [x,x,x,x,x,x,x,x,x]\n${"bcdefghij"
        .split("")
        .map((k, i) => `${k}: &${k} [${Array(9).fill(`*${"abcdefghij"[i]}`).join(",")}]`)
        .join("\n")}`,
      "document",
      /alias/i,
    ],
  ])("%s changes nothing and says where it is wrong", async (_what, document, path, message) => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx);
    const input = { document: document as string };
    await expect(importEventTypes(ctx, slug, input)).rejects.toMatchObject({
      code: "invalid_input",
      errors: [{ path, message: expect.stringMatching(message) }],
    });
    expect(await listCatalogue(ctx, slug)).toEqual([]);
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
