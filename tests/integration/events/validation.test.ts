import { expect, test } from "vitest";
import { POST as publish } from "#app/api/v1/events/route";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import type { EventValidation, Prisma } from "#prisma/client";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();
setWakeSender(async () => {});

const SCHEMA = {
  type: "object",
  required: ["id"],
  additionalProperties: false,
  properties: {
    id: { type: "string" },
    lines: { type: "array", items: { type: "object", properties: { sum: { type: "number" } } } },
    at: { type: "string", format: "date-time" },
  },
};

async function newPublisher(validation: EventValidation, schema: Prisma.InputJsonValue = SCHEMA) {
  const workspace = await createTestWorkspace();
  await db().eventType.updateMany({
    where: { productId: workspace.productId, name: "invoice.paid" },
    data: { validation, schema },
  });
  const key = await workspace.publishKey();
  const event = (data: unknown) => ({ workspace: workspace.slug, type: "invoice.paid", data });
  return { workspace, event, send: (body: unknown) => callRoute(publish, { key, body }) };
}

test("reject refuses what does not match and names the place, also in a batch, which writes nothing", async () => {
  const { workspace, event, send } = await newPublisher("reject");
  expect((await send(event({ id: "a", lines: [{ sum: 1.5 }], at: "2026-03-18T14:30:00Z" }))).status).toBe(202);
  const wrong: [unknown, string, string][] = [
    [{}, "data", "must have required property 'id'"],
    [{ id: 1 }, "data.id", "must be string"],
    [{ id: "a", lines: [{ sum: "x" }] }, "data.lines.0.sum", "must be number"],
    [{ id: "a", more: 1 }, "data", 'must NOT have additional properties: "more"'],
    [{ id: "a", at: "yesterday" }, "data.at", 'must match format "date-time"'],
    ["text", "data", "must be object"],
  ];
  for (const [data, path, message] of wrong) {
    expect(await send(event(data))).toMatchObject({ status: 422, body: { errors: [{ path, message }] } });
  }
  expect(await send([event({ id: "b" }), event({ id: 2 })])).toMatchObject({
    status: 422,
    body: { errors: [{ path: "1.data.id" }] },
  });
  expect(await db().event.count({ where: { workspaceId: workspace.id } })).toBe(1);
});

test("warn accepts it and tells the publisher; off says nothing", async () => {
  const warning = await newPublisher("warn");
  const answer = await warning.send([warning.event({ id: "a" }), warning.event({ id: 1 })]);
  expect(answer.status).toBe(202);
  expect(answer.body.data[0]).not.toHaveProperty("warnings");
  expect(answer.body.data[1].warnings).toEqual([{ path: "data.id", message: "must be string" }]);
  const silent = await newPublisher("off");
  const accepted = await silent.send(silent.event({ id: 1 }));
  expect(accepted).toMatchObject({ status: 202 });
  expect(accepted.body.data[0]).not.toHaveProperty("warnings");
});

test.each([{ type: "nonsense" }, { $ref: "https://example.com/schema.json" }, 7])(
  "a schema that is none (%j) stops no event",
  async (schema) => {
    const { event, send } = await newPublisher("reject", schema);
    expect((await send(event({ id: 1 }))).status).toBe(202);
  },
);
