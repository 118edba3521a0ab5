import { followForReading, isObject, propertiesForReading } from "#lib/event-types/bundle-schema";

type Json = Record<string, unknown>;

/** Deeper than any payload is; a schema that refers to itself ends here. */
const MAX_DEPTH = 12;
const NAMES: Record<string, string> = {
  string: "string",
  number: "number",
  integer: "number",
  boolean: "boolean",
  null: "null",
};

/**
 * The TypeScript type of what a JSON Schema describes, as far as a type can say it; `unknown` where it can't.
 *
 * @param eventType its name becomes the type's: `invoice.paid` is `InvoicePaid`
 */
export function typescriptOfSchema(eventType: string, schema: unknown): string {
  const document = isObject(schema) ? schema : {};
  return `export type ${typeName(eventType)} = ${typeOf(document, schema, 0)};`;
}

function typeName(eventType: string): string {
  const words = eventType.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return /^[A-Za-z]/.test(name) ? name : `Event${name}`;
}

function typeOf(document: Json, schema: unknown, depth: number): string {
  const target = followForReading(document, schema);
  if (!target || depth > MAX_DEPTH) return "unknown";
  const { const: constant, enum: choices, oneOf, anyOf, allOf, type } = target;
  if (constant !== undefined) return JSON.stringify(constant);
  if (Array.isArray(choices)) return union(choices.map((choice) => JSON.stringify(choice)));
  const variants = [oneOf, anyOf].find(Array.isArray);
  if (variants) return union(variants.map((variant) => typeOf(document, variant, depth)));
  if (Array.isArray(allOf)) {
    const parts = allOf.map((part) => grouped(typeOf(document, part, depth)));
    return [...parts, ...(isObject(target.properties) ? [objectOf(document, target, depth)] : [])].join(" & ");
  }
  const types = Array.isArray(type) ? type : [type ?? (isObject(target.properties) ? "object" : undefined)];
  return union(types.map((one) => named(document, target, one, depth)));
}

function named(document: Json, target: Json, type: unknown, depth: number): string {
  if (type === "object") return objectOf(document, target, depth);
  if (type === "array") return `${grouped(typeOf(document, target.items, depth))}[]`;
  return NAMES[String(type)] ?? "unknown";
}

function objectOf(document: Json, target: Json, depth: number): string {
  const { required, additionalProperties } = target;
  const members = propertiesForReading(target);
  if (members.length === 0) {
    return `Record<string, ${isObject(additionalProperties) ? typeOf(document, additionalProperties, depth + 1) : "unknown"}>`;
  }
  const indent = "  ".repeat(depth + 1);
  const lines = members.map(([name, member]) => {
    const description = followForReading(document, member)?.description;
    const mark = Array.isArray(required) && required.includes(name) ? "" : "?";
    const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
    return `${comment(description, indent)}${indent}${key}${mark}: ${typeOf(document, member, depth + 1)};`;
  });
  return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
}

const union = (types: string[]) => [...new Set(types)].join(" | ");
const grouped = (type: string) => (/^(\w+|\{[\s\S]*\})$/.test(type) ? type : `(${type})`);

function comment(description: unknown, indent: string): string {
  if (typeof description !== "string" || description === "") return "";
  // What would end the comment is told apart from its end.
  return `${indent}/** ${description.replaceAll(/\s+/g, " ").replaceAll("*/", "*\\/")} */\n`;
}
