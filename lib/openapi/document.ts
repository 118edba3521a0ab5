import { z } from "zod";
import { OPERATIONS, type Operation } from "#lib/openapi/operations";
import { Problem } from "#lib/openapi/schemas";

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 description of API v1, made from the schemas that parse its requests.
 *
 * @param url where this instance is reached
 */
export function openApiDocument(url: string): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const operation of OPERATIONS) {
    const path = `/api/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation, components) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Posthorn",
      version: "1",
      description: "Outbound webhooks: publish events, manage who receives them.",
    },
    servers: [{ url }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        workspaceKey: { type: "http", scheme: "bearer", description: "A workspace's API key, phk_ws_…" },
        publishKey: { type: "http", scheme: "bearer", description: "A product's publish key, phk_pub_…" },
      },
    },
  };
}

function describe(operation: Operation, components: Json): Json {
  const { id, summary, path, key, query, body, isBatch, status = 200, answer, listOf } = operation;
  const bodySchema = body && schemaOf(body, "input", components);
  const answerSchema = answer ? schemaOf(answer, "output", components) : listOf && pageOf(listOf, components);
  return {
    operationId: id,
    summary,
    security: key === "none" ? [] : [{ [key === "publish" ? "publishKey" : "workspaceKey"]: [] }],
    parameters: [
      ...(path.includes("{id}") ? [{ name: "id", in: "path", required: true, schema: { type: "string" } }] : []),
      ...(query ? queryParameters(query) : []),
    ],
    ...(bodySchema && {
      requestBody: {
        required: true,
        content: {
          "application/json": {
            schema: isBatch
              ? { oneOf: [bodySchema, { type: "array", items: bodySchema, minItems: 1, maxItems: 1000 }] }
              : bodySchema,
          },
        },
      },
    }),
    responses: {
      [status]: {
        description: summary,
        ...(answerSchema && { content: { "application/json": { schema: answerSchema } } }),
      },
      default: {
        description: "What went wrong, as problem details (RFC 9457).",
        content: { "application/problem+json": { schema: schemaOf(Problem, "output", components) } },
      },
    },
  };
}

function pageOf(item: z.ZodType, components: Json): Json {
  return {
    type: "object",
    required: ["data", "nextCursor"],
    properties: {
      data: { type: "array", items: schemaOf(item, "output", components) },
      nextCursor: { type: ["string", "null"], description: "Pass it as `cursor` for the next page." },
      previousCursor: { type: ["string", "null"] },
    },
  };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {} } = toJson(query, "input");
  return Object.entries(properties).map(([name, schema]) => ({ name, in: "query", required: false, schema }));
}

/** A reference to the schema, which is added to the components together with those it refers to. */
function schemaOf(type: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $defs = {}, ...schema } = toJson(type, io);
  const id = z.globalRegistry.get(type)?.id;
  // Zod puts a schema that has an id, or that refers to itself, among the definitions; otherwise it is the root.
  const definitions: Json = id && !$defs[id] ? { ...$defs, [id]: schema } : $defs;
  for (const [name, definition] of Object.entries(definitions)) {
    const { id: _, ...plain } = definition as Json;
    components[name] = plain;
  }
  return id ? { $ref: REFERENCE + id } : schema;
}

const REFERENCE = "#/components/schemas/";

/** Zod keeps shared schemas in `$defs`, OpenAPI in its components; `z.json()` has no name of its own. */
function toJson(type: z.ZodType, io: "input" | "output"): Json & { $defs?: Json; properties?: Json } {
  const { $schema, ...schema } = z.toJSONSchema(type, { io, target: "draft-2020-12", unrepresentable: "any" });
  const text = JSON.stringify(schema).replaceAll("#/$defs/", REFERENCE).replaceAll("__schema0", "JsonValue");
  return JSON.parse(text);
}
