import { describe, expect, test } from "vitest";
import { exportCatalogue } from "#lib/event-types/export-catalogue";
import { importEventTypes } from "#lib/event-types/import-event-types";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { updateEventType } from "#lib/event-types/update-event-type";
import { createTestDatabase } from "#tests/support/database";
import { createOperator, createTestProduct, eventTypeOf, operatorActions } from "#tests/support/operator";

await createTestDatabase();

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
    expect(await eventTypeOf(ctx, slug, "order.created")).toMatchObject({
      group: "Orders",
      description: "An order was placed.",
      schema: {
        required: ["id"],
        properties: { total: { $ref: "#/$defs/Money" } },
        $defs: { Money: { type: "object" } },
      },
      example: '{"id":"ord_1","total":{"cents":100}}',
    });
    expect(JSON.parse((await eventTypeOf(ctx, slug, "order.shipped")).example)).toEqual({
      id: "text",
      total: { cents: 0 },
    });
    expect(await eventTypeOf(ctx, slug, "team.joined")).toMatchObject({
      group: "Team",
      lowestRole: "admin",
      schema: null,
    });
    expect(await importEventTypes(ctx, slug, { document: OPENAPI })).toMatchObject({
      unchanged: expected.created,
      changed: [],
    });
  });

  test("of YAML changes what it says, and archives what it does not have when asked to", async () => {
    const ctx = await createOperator();
    const { slug } = await createTestProduct(ctx);
    await importEventTypes(ctx, slug, { document: OPENAPI });
    const { id } = await eventTypeOf(ctx, slug, "order.created");
    await updateEventType(ctx, id, { lowestRole: "admin" });
    const plan = await importEventTypes(ctx, slug, { document: YAML, archiveMissing: true });
    expect(plan).toEqual({
      created: [],
      changed: [{ name: "order.created", fields: ["description", "schema", "example"] }],
      unchanged: [],
      archived: ["order.shipped", "team.joined"],
    });
    expect(await eventTypeOf(ctx, slug, "order.created")).toMatchObject({
      description: "Changed.",
      lowestRole: "admin",
    });
    const back = await importEventTypes(ctx, slug, { document: OPENAPI });
    expect(back.changed.find(({ name }) => name === "team.joined")).toEqual({
      name: "team.joined",
      fields: ["archived"],
    });
    expect((await operatorActions(ctx)).filter((action) => action === "event_type.imported")).toHaveLength(3);
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
    const { schema } = await eventTypeOf(ctx, slug, "ModelReady");
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
