import { openApiDocument } from "#lib/openapi/document";
import { OPERATIONS } from "#lib/openapi/operations";

type Json = Record<string, unknown>;

/** A field of a body or answer, or a parameter. */
export interface ReferenceField {
  /** Dotted; `[]` stands for the items of a list. */
  name: string;
  type: string;
  required: boolean;
  description: string;
}

/** An operation of API v1, ready to be read. */
export interface ReferenceOperation {
  id: string;
  tag: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  parameters: (ReferenceField & { in: string })[];
  body: ReferenceField[];
  status: string;
  answer: ReferenceField[];
  /** The types of a file that is answered; none for JSON. */
  files: string[];
  failures: { status: string; codes: string[] }[];
  curl: string;
}

const MAX_DEPTH = 2;

/**
 * The OpenAPI document as a reference for people: references resolved, schemas as lists of fields.
 *
 * @param url where this instance is reached
 */
export function apiReference(url: string): {
  tags: { name: string; description: string }[];
  operations: ReferenceOperation[];
} {
  // As JSON: what people read is what programs get.
  const document = JSON.parse(JSON.stringify(openApiDocument(url)));
  const resolve = (node: Json): Json => {
    const ref = node.$ref as string | undefined;
    return ref === undefined
      ? node
      : ref
          .slice(2)
          .split("/")
          .reduce((value, name) => value[name], document);
  };
  const operations = OPERATIONS.map((operation): ReferenceOperation => {
    const path = `/api/v1${operation.path}`;
    const described = document.paths[path][operation.method];
    const content = described.requestBody?.content["application/json"];
    const [status, success] = Object.entries<Json>(described.responses)[0] ?? ["200", {}];
    const contents = (success.content ?? {}) as Record<string, { schema: Json }>;
    const answers = contents["application/json"];
    return {
      id: operation.id,
      tag: operation.tag,
      method: operation.method.toUpperCase(),
      path,
      summary: described.summary,
      description: described.description ?? "",
      parameters: described.parameters.map((parameter: Json) => ({
        name: parameter.name,
        in: parameter.in,
        type: typeOf(resolve(parameter.schema as Json), resolve),
        required: parameter.required === true,
        description: parameter.description ?? "",
      })),
      body: content ? fieldsOf(content.schema, resolve) : [],
      status,
      answer: answers ? fieldsOf(answers.schema, resolve) : [],
      files: answers ? [] : Object.keys(contents),
      failures: Object.entries<Json>(described.responses)
        .slice(1)
        .map(([failure, response]) => ({ status: failure, codes: codesOf(resolve(response)) })),
      curl: curlOf(url, operation.method, path, operation.key, content?.example),
    };
  });
  return { tags: document.tags, operations };
}

type Resolve = (node: Json) => Json;

function codesOf(response: Json): string[] {
  return [...String(response.description).matchAll(/`(\w+)`/g)].map(([, code]) => code ?? "");
}

/** The members of an object, and of what it holds, one below the other. */
function fieldsOf(node: Json, resolve: Resolve, prefix = "", depth = 0): ReferenceField[] {
  const schema = plain(resolve(node), resolve);
  if (schema.type === "array") return fieldsOf(schema.items as Json, resolve, `${prefix}[].`, depth);
  const required = (schema.required as string[] | undefined) ?? [];
  return Object.entries((schema.properties as Record<string, Json> | undefined) ?? {}).flatMap(([name, member]) => {
    const own = resolve(member);
    const field = {
      name: prefix + name,
      type: typeOf(own, resolve),
      required: required.includes(name),
      description: String(member.description ?? own.description ?? ""),
    };
    const inner = plain(own, resolve);
    const path = inner.type === "array" ? `${prefix}${name}[].` : `${prefix}${name}.`;
    const items = inner.type === "array" ? (inner.items as Json | undefined) : inner;
    return depth < MAX_DEPTH && items ? [field, ...fieldsOf(items, resolve, path, depth + 1)] : [field];
  });
}

/** Of alternatives the first that says something: `x or null`, `one or many`. */
function plain(schema: Json, resolve: Resolve): Json {
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  if (!choices) return schema;
  const [first = {}, second] = choices.map(resolve);
  return second && second.type !== "null" && second.type !== "array" ? schema : plain(first, resolve);
}

function typeOf(schema: Json, resolve: Resolve): string {
  const choices = (schema.anyOf ?? schema.oneOf) as Json[] | undefined;
  // A schema of any JSON refers to itself.
  if (choices && choices.length > 4) return "any JSON";
  if (choices) return [...new Set(choices.map((choice) => typeOf(resolve(choice), resolve)))].join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" or ");
  if (schema.type === "array")
    return `list of ${schema.items ? typeOf(resolve(schema.items as Json), resolve) : "values"}`;
  if (Array.isArray(schema.type)) return schema.type.join(" or ");
  const type = String(schema.type ?? "any JSON");
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

const KEY_VARIABLES: Record<string, string> = { publish: "$PUBLISH_KEY", operator: "$OPERATOR_KEY" };

function curlOf(url: string, method: string, path: string, key: string | undefined, example: unknown): string {
  const variable = KEY_VARIABLES[key ?? "workspace"] ?? "$API_KEY";
  const parts = [
    method === "get" ? `curl "${url}${path}"` : `curl -X ${method.toUpperCase()} "${url}${path}"`,
    ...(key === "none" ? [] : [`-H "Authorization: Bearer ${variable}"`]),
    ...(example === undefined
      ? []
      : [`-H "Content-Type: application/json"`, `-d '${JSON.stringify(example).replaceAll("'", "'\\''")}'`]),
  ];
  return parts.join(" \\\n  ");
}
