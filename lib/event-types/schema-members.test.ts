import { describe, expect, test } from "vitest";
import { schemaMembers } from "#lib/event-types/schema-members";
import type { PresetEventType } from "#lib/profiles/preset";
import { PRESETS } from "#lib/profiles/presets";

const eventTypes = Object.values(PRESETS).flatMap((preset): PresetEventType[] => [...preset.eventTypes]);

test("every preset's schema has the members of its example, each with a type and a description", () => {
  for (const { name, schema, example } of eventTypes) {
    const members = schemaMembers(schema);
    expect(members.map((member) => member.name)).toEqual(expect.arrayContaining(Object.keys(example)));
    expect(
      members.filter(({ type, description, members: inner }) => !type || (!description && !inner.length)),
      name,
    ).toEqual([]);
  }
});

test("objects and the objects of a list show what is in them", () => {
  const schema = {
    required: ["lines"],
    properties: {
      lines: { type: "array", items: { type: "object", properties: { price: { type: ["number", "null"] } } } },
      payer: { type: "object", description: "Who pays.", properties: { id: { type: "string", format: "uuid" } } },
    },
  };
  const leaf = { required: false, description: "", members: [] };
  expect(schemaMembers(schema)).toEqual([
    {
      name: "lines",
      type: "list of object",
      required: true,
      description: "",
      members: [{ ...leaf, name: "price", type: "number or null" }],
    },
    {
      name: "payer",
      type: "object",
      required: false,
      description: "Who pays.",
      members: [{ ...leaf, name: "id", type: "string (uuid)" }],
    },
  ]);
});

test("members come in the order in which they are required, which jsonb does not forget", () => {
  const schema = { required: ["total", "id"], properties: { id: {}, note: {}, total: {} } };
  expect(schemaMembers(schema).map(({ name }) => name)).toEqual(["total", "id", "note"]);
});

describe("a member is told as", () => {
  test.each([
    [{ enum: ["a", 2] }, '"a" or 2'],
    [{ const: true }, "true"],
    [{ anyOf: [{ type: "string" }, { type: "null" }, { type: "string" }] }, "string or null"],
    [{ type: "array" }, "list"],
    [{}, "anything"],
    [{ $ref: "#/nowhere" }, "anything"],
  ])("%j: %s", (member, type) => {
    expect(schemaMembers({ properties: { it: member } })[0]?.type).toBe(type);
  });
});

test("one that refers to itself comes to an end, and one that is none has no members", () => {
  const node = { properties: { next: { $ref: "#" } } };
  expect(schemaMembers(node)).toHaveLength(1);
  for (const none of [null, true, "text", { type: "string" }]) expect(schemaMembers(none)).toEqual([]);
  const shared = { oneOf: [{ properties: { id: {} } }, { properties: { id: {}, more: {} } }] };
  expect(schemaMembers(shared).map(({ name }) => name)).toEqual(["id", "more"]);
});
