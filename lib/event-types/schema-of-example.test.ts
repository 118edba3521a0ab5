import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { schemaOfExample } from "#lib/event-types/schema-of-example";
import { PRESETS, type PresetName } from "#lib/profiles/presets";

const ajv = new Ajv2020({ strict: true });
addFormats.default(ajv);

// Checklist 7.
test.each(Object.keys(PRESETS) as PresetName[])("the schemas of %s are valid, and take their examples", (name) => {
  for (const { example } of PRESETS[name].eventTypes) {
    const validate = ajv.compile(schemaOfExample(JSON.stringify(example)));
    expect(validate(example)).toBe(true);
    expect(validate([])).toBe(false);
  }
});

test("types and formats come from the example; null leaves open what may stand there", () => {
  const example = { at: "2026-03-18T14:30:00Z", n: 1.5, ok: true, list: [{ id: "x" }], phone: null, none: [] };
  expect(schemaOfExample(JSON.stringify(example))).toMatchObject({
    type: "object",
    properties: {
      at: { type: "string", format: "date-time" },
      n: { type: "number" },
      ok: { type: "boolean" },
      list: { type: "array", items: { type: "object", properties: { id: { type: "string" } } } },
      phone: {},
      none: { type: "array" },
    },
  });
  expect(schemaOfExample('"text"')).toMatchObject({ type: "string" });
});
