type Json = Record<string, unknown>;

const COMPONENT = "#/components/schemas/";
const MAX_REFERENCES = 50;

/** A `$ref` that can not be followed. */
export class BrokenReference extends Error {}

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What a `$ref` of an OpenAPI document stands for, followed to its end.
 *
 * @throws {BrokenReference} when it leads nowhere, in a circle, or out of the document
 */
export function follow(document: Json, value: unknown): unknown {
  let target = value;
  for (let hops = 0; isObject(target) && typeof target.$ref === "string"; hops++) {
    if (hops >= MAX_REFERENCES) throw new BrokenReference(`"${target.$ref}" leads in a circle`);
    target = lookUp(document, target.$ref);
  }
  return target;
}

/** The same for what is only shown: null where a schema says nothing, or refers to what is not there. */
export function followForReading(document: Json, schema: unknown): Json | null {
  try {
    const target = follow(document, schema);
    return isObject(target) ? target : null;
  } catch (error) {
    if (error instanceof BrokenReference || error instanceof URIError) return null;
    throw error;
  }
}

/**
 * A schema's properties to be shown, in the order in which it requires them and then the others: stored as jsonb, objects
 * forget the order of their keys, and lists keep theirs.
 */
export function propertiesForReading({ properties, required }: Json): [name: string, schema: unknown][] {
  const order: unknown[] = Array.isArray(required) ? required : [];
  const rank = (name: string) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(isObject(properties) ? properties : {}).sort(([a], [b]) => rank(a) - rank(b));
}

function lookUp(document: Json, ref: string): unknown {
  if (!ref.startsWith("#/")) {
    throw new BrokenReference(`"${ref}" is in another document; bundle the description into one file first`);
  }
  const parts = ref.slice(2).split("/");
  const found = parts.reduce<unknown>((node, part) => {
    const key = decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
    return isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined;
  }, document);
  if (found === undefined) throw new BrokenReference(`"${ref}" leads nowhere`);
  return found;
}

/**
 * A schema of an OpenAPI document that stands for itself: the components it refers to, and those that they refer to, are
 * brought along as `$defs`.
 *
 * @throws {BrokenReference}
 */
export function bundleSchema(document: Json, schema: Json): Json {
  const defs: Json = {};
  const own = rewrite(document, schema, defs) as Json;
  const existing = isObject(own.$defs) ? own.$defs : {};
  return Object.keys(defs).length > 0 ? { ...own, $defs: { ...existing, ...defs } } : own;
}

function rewrite(document: Json, value: unknown, defs: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => rewrite(document, item, defs));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "$ref" && typeof member === "string" ? bring(document, member, defs) : rewrite(document, member, defs),
    ]),
  );
}

function bring(document: Json, ref: string, defs: Json): string {
  if (ref.startsWith("#/$defs/")) return ref;
  if (!ref.startsWith(COMPONENT)) {
    lookUp(document, ref);
    throw new BrokenReference(`"${ref}" is outside of components/schemas, from where it can't be brought along`);
  }
  const [name = "", ...rest] = ref.slice(COMPONENT.length).split("/");
  if (!Object.hasOwn(defs, name)) {
    // Known before it is looked into, since it may refer to itself.
    defs[name] = true;
    defs[name] = rewrite(document, lookUp(document, COMPONENT + name), defs);
  }
  return ["#/$defs", name, ...rest].join("/");
}
