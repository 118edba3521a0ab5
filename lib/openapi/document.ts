import { z } from "zod";
import { failureReference, failureResponses, failuresOf, REQUEST_ID } from "#lib/openapi/failures";
import { type Operation, TAGS } from "#lib/openapi/operation";
import { OPERATIONS } from "#lib/openapi/operations";
import { answerHeaders, fixedParameters } from "#lib/openapi/parameters";
import { Problem } from "#lib/openapi/schemas";

type Json = Record<string, unknown>;

/** What the pages have and the API has not, and why. */
export const LEFT_TO_PEOPLE =
  "What people do on the pages, programs do here with a key of the right scope. Only people can do what is theirs or needs an owner, since a key acts as an admin at most: change their own name, password, sessions and linked accounts, mark notifications as read, join and leave a workspace, make and unmake owners, and delete the workspace they own (an operator key deletes any). Where the pages do something to several webhooks or deliveries at once, a program calls once for each, or starts a replay. The live view is for eyes; a program follows `GET /api/v1/deliveries` by its cursor.";

/**
 * The OpenAPI 3.1 description of API v1, made from the schemas that parse its requests.
 *
 * @param url where this instance is reached
 */
export function openApiDocument(url: string) {
  const components: Record<string, Json> = {};
  const paths: Record<string, Record<string, ReturnType<typeof describe>>> = {};
  for (const operation of OPERATIONS) {
    const path = `/api/v1${operation.path}`;
    paths[path] = { ...paths[path], [operation.method]: describe(operation, components) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Posthorn",
      version: "1",
      description: `Outbound webhooks: publish events, manage who receives them.\n\n${LEFT_TO_PEOPLE}`,
      license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      responses: failureResponses(schemaOf(Problem, "output", components)),
      schemas: components,
      securitySchemes: {
        workspaceKey: { type: "http", scheme: "bearer", description: "A workspace's API key, phk_ws_…" },
        publishKey: { type: "http", scheme: "bearer", description: "A product's publish key, phk_pub_…" },
        operatorKey: { type: "http", scheme: "bearer", description: "An operator key, phk_op_…" },
      },
    },
  };
}

function describe(operation: Operation, components: Record<string, Json>) {
  const {
    id,
    tag,
    summary,
    description,
    key = "workspace",
    scope,
    query,
    body,
    status = 200,
    answer,
    listOf,
    file,
  } = operation;
  const answerSchema = answer ? schemaOf(answer, "output", components) : listOf && pageOf(listOf, components);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...((description || scope) && { description: describeAccess(description, scope) }),
    security: key === "none" ? [] : [{ [`${key}Key`]: [] }],
    parameters: [...fixedParameters(operation), ...(query ? queryParameters(query) : [])],
    ...(body && { requestBody: requestBody(operation, schemaOf(body, "input", components)) }),
    responses: {
      [status]: {
        description: summary,
        headers: { "x-request-id": REQUEST_ID, ...answerHeaders(operation) },
        ...(answerSchema && { content: { "application/json": { schema: answerSchema } } }),
        ...(file && { content: Object.fromEntries(file.map((kind) => [kind, { schema: { type: "string" } }])) }),
      },
      ...Object.fromEntries(failuresOf(operation).map((failure) => [failure, failureReference(failure)])),
    },
  };
}

function describeAccess(description: string | undefined, scope: string | undefined): string {
  return [description, scope && `Needs a key with the scope \`${scope}\`.`].filter(Boolean).join(" ");
}

function requestBody({ isBatch, isBodyOptional, example }: Operation, schema: Json) {
  return {
    required: !isBodyOptional,
    content: {
      "application/json": {
        schema: isBatch ? { oneOf: [schema, { type: "array", items: schema, minItems: 1, maxItems: 1000 }] } : schema,
        ...(example !== undefined && { example }),
      },
    },
  };
}

function pageOf(item: z.ZodType, components: Record<string, Json>): Json {
  return {
    type: "object",
    additionalProperties: false,
    required: ["data", "nextCursor"],
    properties: {
      data: { type: "array", items: schemaOf(item, "output", components) },
      nextCursor: { type: ["string", "null"], description: "Pass it as `cursor` for the next page." },
      previousCursor: { type: ["string", "null"], description: "Pass it as `cursor` for the page before." },
    },
  };
}

function queryParameters(query: z.ZodObject): Json[] {
  const { properties = {} } = toJson(query, "input");
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: false,
    ...(description !== undefined && { description }),
    schema,
  }));
}

/** A reference to the schema, which is added to the components together with those it refers to. */
function schemaOf(type: z.ZodType, io: "input" | "output", components: Record<string, Json>): Json {
  const { $defs = {}, ...schema } = toJson(type, io);
  const id = z.globalRegistry.get(type)?.id;
  // Zod puts a schema that has an id, or that refers to itself, among the definitions; otherwise it is the root.
  const definitions: Record<string, Json> = id && !$defs[id] ? { ...$defs, [id]: schema } : $defs;
  for (const [name, definition] of Object.entries(definitions)) {
    const { id: _, ...plain } = definition;
    components[name] = plain;
  }
  return id ? { $ref: REFERENCE + id } : schema;
}

const REFERENCE = "#/components/schemas/";

/** Zod keeps shared schemas in `$defs`, OpenAPI in its components; `z.json()`, the only one that refers to itself, has no name of its own. */
function toJson(
  type: z.ZodType,
  io: "input" | "output",
): Json & { $defs?: Record<string, Json>; properties?: Record<string, Json> } {
  const { $schema, ...schema } = z.toJSONSchema(type, { io, target: "draft-2020-12", unrepresentable: "any" });
  const text = JSON.stringify(schema)
    .replaceAll("#/$defs/", REFERENCE)
    .replaceAll(/__schema\d+/g, "JsonValue");
  return JSON.parse(text);
}
