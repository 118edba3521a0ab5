import { followForReading, isObject, propertiesForReading } from "#lib/event-types/bundle-schema";

type Json = Record<string, unknown>;

/** A member of data, as a schema describes it. */
export interface SchemaMember {
  name: string;
  /** What it is, in words: `string (uuid)`, `list of number`, `"a" or "b"`. */
  type: string;
  required: boolean;
  description: string;
  /** Of an object, or of the objects in a list. */
  members: SchemaMember[];
}

/** Deeper than people read; a schema that refers to itself ends here. */
const MAX_DEPTH = 8;

/** The members that a JSON Schema describes, as a tree. Empty for one that describes no object. */
export function schemaMembers(schema: unknown): SchemaMember[] {
  return membersOf(isObject(schema) ? schema : {}, schema, 0);
}

function membersOf(document: Json, schema: unknown, depth: number): SchemaMember[] {
  const target = followForReading(document, schema);
  if (!target || depth >= MAX_DEPTH) return [];
  const parts = [target.oneOf, target.anyOf, target.allOf].flatMap((list) => (Array.isArray(list) ? list : []));
  const { required } = target;
  const own = propertiesForReading(target).map(([name, member]): SchemaMember => {
    const { description } = followForReading(document, member) ?? {};
    return {
      name,
      type: typeWords(document, member),
      required: Array.isArray(required) && required.includes(name),
      description: typeof description === "string" ? description : "",
      members: membersOf(document, member, depth + 1),
    };
  });
  const others = [...parts, ...(target.items === undefined ? [] : [target.items])];
  const all = [...own, ...others.flatMap((part) => membersOf(document, part, depth + 1))];
  // Variants may share a member.
  return all.filter(({ name }, i) => all.findIndex((one) => one.name === name) === i);
}

function typeWords(document: Json, schema: unknown, depth = 0): string {
  const target = followForReading(document, schema);
  if (!target || depth >= MAX_DEPTH) return "anything";
  const { const: constant, enum: choices, type, format, items } = target;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(choices)) return choices.map((choice) => JSON.stringify(choice)).join(" or ");
  const variants = [target.oneOf, target.anyOf].find(Array.isArray);
  if (variants) return [...new Set(variants.map((one) => typeWords(document, one, depth + 1)))].join(" or ");
  const words = [type].flat().map((one) => {
    if (one === "array") return items === undefined ? "list" : `list of ${typeWords(document, items, depth + 1)}`;
    return one === undefined ? (isObject(target.properties) ? "object" : "anything") : String(one);
  });
  return `${words.join(" or ")}${typeof format === "string" ? ` (${format})` : ""}`;
}
