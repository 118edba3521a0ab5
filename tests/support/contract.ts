import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect } from "vitest";
import { openApiDocument } from "#lib/openapi/document";

// API v1 as its OpenAPI document describes it, and a caller that holds every answer against it. It knows nothing of the
// zod schemas that the document is made from.

type Json = Record<string, unknown>;
type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

interface Header {
  description?: string;
}
interface Declared {
  headers?: Record<string, Header>;
  content?: Record<string, { schema: Json }>;
}
export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  schema: Json;
}
export interface DescribedOperation {
  id: string;
  method: string;
  path: string;
  key: "workspaceKey" | "publishKey" | "operatorKey" | null;
  scope: string | undefined;
  parameters: Parameter[];
  body: { schema: Json; example: unknown; required: boolean } | null;
  responses: Record<string, Declared>;
}

export const DOCUMENT = JSON.parse(JSON.stringify(openApiDocument("http://localhost")));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(DOCUMENT, "openapi");

/** What a `$ref` of the document stands for. */
export function resolve<T extends object>(value: T): T {
  const ref = (value as { $ref?: string }).$ref;
  if (ref === undefined) return value;
  return ref
    .slice(2)
    .split("/")
    .reduce((node, name) => node[name], DOCUMENT);
}

/** Every operation, in the document's order. */
export const DESCRIBED: DescribedOperation[] = Object.entries(DOCUMENT.paths).flatMap(([path, item]) =>
  Object.entries(item as Record<string, Json>).map(([method, operation]) => {
    const [security] = operation.security as Json[];
    const [name] = Object.keys(security ?? {});
    const content = (operation.requestBody as { content?: Json } | undefined)?.content?.["application/json"];
    return {
      id: String(operation.operationId),
      method: method.toUpperCase(),
      path,
      key: (name as DescribedOperation["key"]) ?? null,
      scope: /the scope `([^`]+)`\.$/.exec(String(operation.description ?? ""))?.[1],
      parameters: operation.parameters as Parameter[],
      body: content
        ? {
            ...(content as { schema: Json; example: unknown }),
            required: (operation.requestBody as Json).required === true,
          }
        : null,
      responses: operation.responses as Record<string, Declared>,
    };
  }),
);

export interface Call {
  key?: string | undefined;
  id?: string;
  query?: Record<string, string>;
  body?: unknown;
  /** The body as it stands, instead of `body` as JSON. */
  text?: string;
  headers?: Record<string, string>;
}

/** Calls an operation, checks that the answer is one the document declares, and returns it. */
export async function callOperation(operation: DescribedOperation, call: Call = {}) {
  const { id = "", key, query, body, text = body === undefined ? undefined : JSON.stringify(body) } = call;
  const path = operation.path.replace("{id}", encodeURIComponent(id.toWellFormed()));
  const request = new Request(`http://localhost${path}?${new URLSearchParams(query)}`, {
    method: operation.method,
    headers: {
      ...(key && { authorization: `Bearer ${key}` }),
      ...(text !== undefined && { "content-type": "application/json" }),
      ...call.headers,
    },
    ...(text !== undefined && { body: text }),
  });
  const route = (await import(/* @vite-ignore */ fileOf(operation))) as Record<string, Route>;
  const response = await (route[operation.method] as Route)(request, { params: Promise.resolve({ id }) });
  const answer = await response.text();
  check(operation, response, answer);
  const isJson = response.headers.get("content-type")?.endsWith("json") && !response.headers.has("content-disposition");
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(answer) : answer || null };
}

const fileOf = ({ path }: DescribedOperation) => `${process.cwd()}/app${path.replace("{id}", "[id]")}/route.ts`;

function check({ id, responses }: DescribedOperation, response: Response, answer: string): void {
  const about = `${id} answered ${response.status}: ${answer.slice(0, 500)}`;
  const declared = resolve(responses[response.status] ?? {});
  expect(declared, about).toHaveProperty("description");
  for (const [name, { description }] of Object.entries(declared.headers ?? {})) {
    // A stored answer costs nothing, so it has nothing to tell about limits.
    const isStored = response.headers.has("idempotent-replayed");
    const always = !/^(retry-after|idempotent-replayed)$/.test(name) && !(isStored && name.startsWith("ratelimit"));
    if (always) expect(response.headers.has(name), `${about}\nhas no header ${name} (${description})`).toBe(true);
  }
  const types = Object.keys(declared.content ?? {});
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  const content = declared.content?.[type];
  if (!content) {
    expect([types, answer], about).toEqual([[], ""]);
    return;
  }
  // A file is whatever it is.
  if (content.schema.type === "string") return;
  expect(problemsOf(content.schema, JSON.parse(answer)), about).toEqual([]);
}

const validators = new Map<string, ReturnType<typeof ajv.compile>>();

/** How a value breaks a schema of the document; empty when it does not. */
export function problemsOf(schema: Json, value: unknown): string[] {
  const text = JSON.stringify(schema).replaceAll('"#/', '"openapi#/');
  let validate = validators.get(text);
  if (!validate) {
    validate = ajv.compile(JSON.parse(text));
    validators.set(text, validate);
  }
  if (validate(value)) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
