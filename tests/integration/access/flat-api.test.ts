import { beforeAll, describe, expect, test } from "vitest";
import { GET as getHistory } from "#app/api/integration/webhook/history/route";
import { GET as getWebhook, POST as postWebhook, PUT as putWebhook } from "#app/api/integration/webhook/route";
import type { Permission } from "#lib/permissions/permissions";
import { CALLERS, expectedOf } from "#tests/support/access/keys";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace, type TestWorkspace } from "#tests/support/workspace";

// Fault 55 for the API of kruncher's shape, which no OpenAPI description has: its documents know 401 for every refusal.

await createTestDatabase();

const BODY = JSON.stringify({ url: "https://hooks.example.com/in", analysisCompleted: true });
const OPERATIONS = [
  { id: "get", route: getWebhook, method: "GET", scope: "webhooks:read" },
  { id: "post", route: postWebhook, method: "POST", scope: "webhooks:write" },
  { id: "put", route: putWebhook, method: "PUT", scope: "webhooks:write" },
  { id: "history", route: getHistory, method: "GET", scope: "deliveries:read" },
] as const satisfies { id: string; scope: Permission; [other: string]: unknown }[];

let workspace: TestWorkspace;

beforeAll(async () => {
  workspace = await createTestWorkspace("kruncher");
  expect((await call(OPERATIONS[1], await workspace.apiKey())).status).toBe(200);
});

function call({ route, method }: (typeof OPERATIONS)[number], token: string | undefined): Promise<Response> {
  return route(
    new Request("http://localhost/api/integration/webhook", {
      method,
      headers: { ...(token && { authorization: token }), "content-type": "application/json" },
      ...(method !== "GET" && { body: BODY }),
    }),
  );
}

describe.each(OPERATIONS)("$id of the flat API", (operation) => {
  const { id, method, scope } = operation;
  const described = {
    id,
    method,
    scope,
    path: "",
    key: "workspaceKey",
    parameters: [],
    body: null,
    responses: {},
  } as const;

  test.each(CALLERS)("$name", async (caller) => {
    const { status } = await call(operation, await caller.token(workspace));
    const expected = expectedOf({ ...described, parameters: [] }, caller);
    // Another workspace is of a product that has no such API.
    if (expected === "allowed") expect(status).toBe(caller.isStranger ? 404 : 200);
    else expect(status).toBe(401);
  });
});
