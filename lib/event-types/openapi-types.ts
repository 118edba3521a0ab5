import type { FieldError } from "#lib/errors/app-error";
import { BrokenReference, bundleSchema, follow, isObject } from "#lib/event-types/bundle-schema";
import { sampleOfSchema } from "#lib/event-types/sample-of-schema";
import type { Profile } from "#lib/profiles/profile-schema";

type Json = Record<string, unknown>;

/** What an import says of a type, before it is checked. */
export type RawType = Json & { name: string };

/**
 * The event types that an OpenAPI 3.1 document's `webhooks` describe: the operation's first tag as group, its description
 * or summary, the schema and example of its JSON body; and from `x-posthorn` group, lowestRole and validation.
 *
 * Where the body is described as this profile sends it (`{"type", "timestamp", "data"}` or whatever its fields are), the
 * part that is `data` is taken out of it. Otherwise the description is taken to be that of `data` itself.
 */
export function openApiTypes(document: Json, profile: Profile): { types: RawType[]; errors: FieldError[] } {
  const types: RawType[] = [];
  const errors: FieldError[] = [];
  const webhooks = isObject(document.webhooks) ? document.webhooks : {};
  for (const [name, item] of Object.entries(webhooks)) {
    try {
      types.push(typeOf(document, name, item, profile));
    } catch (error) {
      if (!(error instanceof BrokenReference)) throw error;
      errors.push({ path: `webhooks.${name}`, message: error.message });
    }
  }
  return { types, errors };
}

function typeOf(document: Json, name: string, item: unknown, profile: Profile): RawType {
  const path = follow(document, item);
  const operation = isObject(path) ? (path.post ?? path.put ?? {}) : {};
  const { description, summary, tags, requestBody, "x-posthorn": own } = isObject(operation) ? operation : {};
  const media = jsonMedia(document, requestBody);
  const text = description ?? summary;
  return {
    name,
    ...(text !== undefined && { description: text }),
    ...(Array.isArray(tags) && tags.length > 0 && { group: tags[0] }),
    ...(media && bodyOf(document, media, profile)),
    ...(isObject(own) && own),
  };
}

function jsonMedia(document: Json, requestBody: unknown): Json | null {
  const body = follow(document, requestBody);
  const content = isObject(body) && isObject(body.content) ? body.content : {};
  const name = Object.keys(content).find((type) => /^application\/([\w.+-]+\+)?json\b/i.test(type));
  const media = name === undefined ? null : content[name];
  return isObject(media) ? media : null;
}

function bodyOf(document: Json, media: Json, profile: Profile): { schema?: Json; example?: unknown } {
  const described = media.schema;
  const cut = cutOut(document, described, profile);
  const schema = isObject(described) ? bundleSchema(document, cut?.schema ?? described) : undefined;
  const given = exampleOf(document, media);
  const example =
    given === undefined ? schema && sampleOfSchema(document, cut?.schema ?? described) : (cut?.pick(given) ?? given);
  return { ...(schema && { schema }), ...(example !== undefined && { example }) };
}

function exampleOf(document: Json, { example, examples }: Json): unknown {
  if (example !== undefined) return example;
  const [first] = isObject(examples) ? Object.values(examples) : [];
  const target = follow(document, first);
  return isObject(target) ? target.value : undefined;
}

/** How `data` is found in a body of this profile; null when the schema does not look like such a body. */
function cutOut(
  document: Json,
  schema: unknown,
  { body }: Profile,
): { schema: Json; pick: (example: unknown) => unknown } | null {
  const members = propertiesOf(document, schema);
  const has = (name: string) => Object.hasOwn(members, name);
  const whole = body.fields.find(({ from }) => [from].flat().includes("data"));
  if (whole) {
    // A body of the profile has its other fields too; an event's own data may have a member of the same name.
    const others = body.fields.filter((field) => field !== whole);
    if (!has(whole.name) || (others.length > 0 && !others.some(({ name }) => has(name)))) return null;
    const part = members[whole.name];
    return {
      schema: isObject(part) ? part : {},
      pick: (example) => (isObject(example) ? example[whole.name] : undefined),
    };
  }
  const parts = body.fields.flatMap(({ name, from }) => {
    const source = [from].flat().find((one) => one.startsWith("data."));
    return source && has(name) ? [{ name, member: source.slice("data.".length) }] : [];
  });
  if (parts.length === 0) return null;
  const required = requiredOf(document, schema);
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(parts.map(({ name, member }) => [member, members[name]])),
      required: parts.filter(({ name }) => required.has(name)).map(({ member }) => member),
    },
    pick: (example) =>
      isObject(example)
        ? Object.fromEntries(parts.flatMap(({ name, member }) => (name in example ? [[member, example[name]]] : [])))
        : undefined,
  };
}

function propertiesOf(document: Json, schema: unknown): Json {
  const target = follow(document, schema);
  if (!isObject(target)) return {};
  const parts = Array.isArray(target.allOf) ? target.allOf.map((part) => propertiesOf(document, part)) : [];
  return Object.assign({}, ...parts, isObject(target.properties) ? target.properties : {});
}

function requiredOf(document: Json, schema: unknown): Set<unknown> {
  const target = follow(document, schema);
  if (!isObject(target)) return new Set();
  const parts = Array.isArray(target.allOf) ? target.allOf.flatMap((part) => [...requiredOf(document, part)]) : [];
  return new Set([...parts, ...(Array.isArray(target.required) ? target.required : [])]);
}
