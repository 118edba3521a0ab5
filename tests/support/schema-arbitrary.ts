import fc from "fast-check";
import { resolve } from "#tests/support/contract";

type Json = Record<string, unknown>;

/** Strings that have broken programs before. */
const NASTY_TEXTS = [
  "",
  " ",
  "\0",
  "a\0b",
  "\ud800",
  "\udfff\ud800",
  "\u202e\u0000",
  "'; DROP TABLE webhook; --",
  "%",
  "\\",
  "../../etc/passwd",
  "https://",
  "https://[::1]:99999/",
  "https://user:pass@example.com/",
  "http://169.254.169.254/",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999999999Z",
  "2026-02-30",
  "__proto__",
  "constructor",
  "*",
  "whsec_",
  "é".repeat(200),
  "a".repeat(5000),
];
const NASTY_VALUES: unknown[] = [
  ...NASTY_TEXTS,
  null,
  true,
  0,
  -0,
  -1,
  0.1,
  5e-324,
  1e308,
  2 ** 53,
  -(2 ** 63),
  [],
  {},
  [[[[]]]],
  { __proto__: null, toString: 1 },
  JSON.parse(`${"[".repeat(200)}${"]".repeat(200)}`),
];

export const nastyText = fc.constantFrom(...NASTY_TEXTS);
const nastyValue = fc.oneof(fc.constantFrom(...NASTY_VALUES), fc.jsonValue({ maxDepth: 3 }));

/** What may stand where a schema says nothing better. */
export interface Hints {
  /** Texts that mean something, such as the ids of what there is. */
  known: readonly string[];
  /** A value that is right as it stands. */
  example?: unknown;
}

/** Values for a JSON schema: most satisfy it, and at every place one in thirty is something else. */
export function fromSchema(schema: Json, hints: Hints, depth = 0): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 29, arbitrary: conforming(resolve(schema), hints, depth) },
    { weight: 1, arbitrary: nastyValue },
  );
}

function conforming(schema: Json, hints: Hints, depth: number): fc.Arbitrary<unknown> {
  const { anyOf, oneOf, type } = schema as { anyOf?: Json[]; oneOf?: Json[]; type?: string };
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = anyOf ?? oneOf;
  // A value that refers to itself, such as any JSON, has to end somewhere.
  if (choices && depth > 4) return fc.constant(null);
  if (choices) return fc.oneof(...choices.map((choice) => fromSchema(choice, hints, depth + 1)));
  if (type === "object") return object(schema, hints, depth);
  if (type === "array") return array(schema, hints, depth);
  if (type === "string") return text(schema, hints.known);
  if (type === "integer" || type === "number") return number(schema, type);
  if (type === "boolean") return fc.boolean();
  return type === "null" ? fc.constant(null) : fc.jsonValue({ maxDepth: 2 });
}

function object(schema: Json, { known, example }: Hints, depth: number): fc.Arbitrary<unknown> {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schema as {
    properties?: Record<string, Json>;
    required?: string[];
    additionalProperties?: Json | boolean;
  };
  const examples = (typeof example === "object" ? example : null) as Record<string, unknown> | null;
  const members = Object.entries(properties).map(([name, member]) => {
    const any = fromSchema(member, { known }, depth + 1);
    const right = examples?.[name] === undefined ? any : fc.constant(examples[name]);
    const given = fc.oneof({ weight: 3, arbitrary: right }, { weight: 1, arbitrary: any });
    if (required.includes(name)) return [name, given];
    return [name, fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: given })];
  });
  const listed = fc.record<Record<string, unknown>>(Object.fromEntries(members));
  const names = fc.oneof(fc.stringMatching(/^[A-Za-z-]{1,12}$/), nastyText);
  const further =
    typeof additionalProperties === "object"
      ? fc.dictionary(names, fromSchema(additionalProperties, { known }, depth + 1), { maxKeys: 3 })
      : fc.oneof(
          { weight: 29, arbitrary: fc.constant({}) },
          { weight: 1, arbitrary: fc.dictionary(nastyText, nastyValue, { maxKeys: 1 }) },
        );
  return fc.tuple(listed, further).map(([own, more]) => ({ ...more, ...own }));
}

function array(schema: Json, hints: Hints, depth: number): fc.Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = 5 } = schema as { items?: Json; minItems?: number; maxItems?: number };
  return fc.array(fromSchema(items, hints, depth + 1), {
    minLength: minItems,
    maxLength: Math.min(maxItems, minItems + 4),
  });
}

function text(schema: Json, known: readonly string[]): fc.Arbitrary<string> {
  const {
    minLength = 0,
    maxLength = 200,
    format,
    pattern,
  } = schema as {
    minLength?: number;
    maxLength?: number;
    format?: string;
    pattern?: string;
  };
  if (format === "date-time" || format === "date") {
    const date = fc.date({
      min: new Date("0001-01-01T00:00:00Z"),
      max: new Date("9999-12-31T23:59:59Z"),
      noInvalidDate: true,
    });
    return date.map((at) => at.toISOString().slice(0, format === "date" ? 10 : undefined));
  }
  const free = pattern
    ? fc.stringMatching(new RegExp(pattern))
    : fc.string({ minLength, maxLength: Math.min(maxLength, 300), unit: "binary" });
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...known) }, { weight: 2, arbitrary: free });
}

function number(schema: Json, type: string): fc.Arbitrary<number> {
  const { minimum, exclusiveMinimum, maximum = 1e9 } = schema as Record<string, number | undefined>;
  const min = minimum ?? exclusiveMinimum ?? -1e9;
  if (type === "integer") return fc.integer({ min, max: maximum });
  return fc.double({ min, max: maximum, noNaN: true, minExcluded: exclusiveMinimum !== undefined });
}
