import { describe, expect, test } from "vitest";
import { eventTypeProblems } from "#lib/event-types/check-event-type";
import { compileSchema } from "#lib/event-types/compile-schema";
import type { PresetEventType } from "#lib/profiles/preset";
import { PRESETS } from "#lib/profiles/presets";

interface Schema {
  description?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
}

const eventTypes = Object.entries(PRESETS).flatMap(([product, preset]) =>
  preset.eventTypes.map((type: PresetEventType) => ({ product, ...type })),
);

/** Where a value has members that its schema does not describe in words. */
function undescribed(value: unknown, schema: Schema | undefined, path: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item, n) => undescribed(item, schema?.items, `${path}[${n}]`));
  if (typeof value !== "object" || value === null) return schema?.description ? [] : [path];
  return Object.entries(value).flatMap(([name, member]) =>
    undescribed(member, schema?.properties?.[name], `${path}.${name}`),
  );
}

describe.each(eventTypes)("$product's $name", ({ schema, example }) => {
  test("has an example that its schema allows, and that it describes member by member", () => {
    expect(eventTypeProblems(schema, JSON.stringify(example))).toEqual([]);
    expect(undescribed(example, schema as Schema, "data")).toEqual([]);
  });

  test("has a schema that means it: data without a member that is always there does not match", () => {
    const validate = compileSchema(schema);
    const { required = [] } = schema as Schema;
    expect(required.length).toBeGreaterThan(0);
    for (const name of required) {
      const { [name]: _, ...rest } = example;
      expect(validate(rest), name).toBe(false);
    }
    expect(validate({ ...example, addedLater: 1 }), "a member that comes later").toBe(true);
  });
});
