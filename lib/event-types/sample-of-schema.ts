import { follow, isObject } from "#lib/event-types/bundle-schema";

type Json = Record<string, unknown>;

const MAX_DEPTH = 8;
const BY_FORMAT: Record<string, string> = {
  "date-time": "2026-03-18T14:30:00Z",
  date: "2026-03-18",
  time: "14:30:00Z",
  uuid: "5f0c2b1e-7a44-4c0e-9d52-1b6a8e3f7c90",
  email: "hello@example.com",
  uri: "https://example.com/",
  url: "https://example.com/",
};

/**
 * A value that a schema probably describes: what it gives as an example, default or constant, else something of its type.
 * For event types whose description has no example.
 */
export function sampleOfSchema(document: Json, schema: unknown, depth = 0): unknown {
  const target = follow(document, schema);
  if (!isObject(target) || depth > MAX_DEPTH) return null;
  const { examples, example, default: standard, const: constant, enum: choices, type } = target;
  const given = [example, Array.isArray(examples) ? examples[0] : undefined, constant, standard];
  const ready = given.find((value) => value !== undefined);
  if (ready !== undefined) return ready;
  if (Array.isArray(choices)) return choices[0];
  const [part] = [target.oneOf, target.anyOf].flatMap((list) => (Array.isArray(list) ? list : []));
  if (part !== undefined) return sampleOfSchema(document, part, depth + 1);
  if (Array.isArray(target.allOf)) {
    const parts = target.allOf.map((member) => sampleOfSchema(document, member, depth + 1));
    return Object.assign({}, ...parts.filter(isObject), membersOf(document, target, depth));
  }
  switch (Array.isArray(type) ? type[0] : type) {
    case "string":
      return textOf(target);
    case "integer":
    case "number":
      return numberOf(target);
    case "boolean":
      return true;
    case "null":
      return null;
    case "array":
      return target.minItems || target.items ? [sampleOfSchema(document, target.items ?? {}, depth + 1)] : [];
    default:
      return membersOf(document, target, depth);
  }
}

function membersOf(document: Json, { properties }: Json, depth: number): Json {
  const members = isObject(properties) ? Object.entries(properties) : [];
  return Object.fromEntries(members.map(([name, member]) => [name, sampleOfSchema(document, member, depth + 1)]));
}

function textOf({ format, minLength, maxLength }: Json): string {
  const text = (typeof format === "string" && BY_FORMAT[format]) || "text";
  const padded = text.padEnd(typeof minLength === "number" ? minLength : 0, "x");
  return typeof maxLength === "number" ? padded.slice(0, maxLength) : padded;
}

function numberOf({ minimum, exclusiveMinimum, maximum }: Json): number {
  if (typeof minimum === "number") return minimum;
  if (typeof exclusiveMinimum === "number") return exclusiveMinimum + 1;
  return typeof maximum === "number" ? Math.min(1, maximum) : 1;
}
