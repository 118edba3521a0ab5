import { beforeAll, describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { setWakeSender } from "#lib/dispatch/wake";
import { CALLERS, type Caller, expectedOf, narrowCallers } from "#tests/support/access/keys";
import { callOperation, DESCRIBED, type DescribedOperation } from "#tests/support/contract";
import { createScene, exampleFor, type Scene } from "#tests/support/contract-scene";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch } from "#tests/support/deliver";

// Fault 55: every operation of the API × every kind of key. The operations are those of the OpenAPI description, which
// tests/browser/access compares with the routes; the answers follow from the table of permissions.

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});

/** What a key gets that has the scope, but not all of them: nobody gives away, or comes by, more than they have. */
const NEEDS_ALL: Record<string, number> = {
  createKey: 422,
  createOperatorKey: 422,
  rotateKey: 403,
  rotateOperatorKey: 403,
  addOperator: 403,
  removeOperator: 403,
  signOutOperator: 403,
  resetOperator: 403,
};

let shared: Scene;

beforeAll(async () => {
  shared = await createScene();
});

async function call(operation: DescribedOperation, caller: Caller, scene: Scene) {
  const [key, body] = [await caller.token(scene.workspace), exampleFor(operation, scene)];
  return callOperation(operation, { id: scene.idFor(operation), key, ...(body !== undefined && { body }) });
}

/** What is in the workspace but for what refusals leave: keys and members of the callers, and the audit log. */
async function contentOf(workspaceId: string): Promise<string> {
  const [where, orderBy] = [{ workspaceId }, { id: "asc" as const }];
  const rows = await Promise.all([
    db().webhook.findMany({ where, orderBy, include: { secrets: true } }),
    db().delivery.findMany({ where, orderBy }),
    db().event.findMany({ where, orderBy }),
    db().replay.findMany({ where, orderBy }),
    db().inbox.findMany({ where, orderBy, include: { requests: true } }),
    db().integration.findMany({ where, orderBy }),
    db().invitation.findMany({ where, orderBy }),
    db().notification.findMany({ where, orderBy }),
    db().apiKey.count({ where: { ...where, name: { not: "Test" } } }),
    db().workspace.findMany({ where: { id: workspaceId } }),
  ]);
  return JSON.stringify(rows, (_key, value) => (typeof value === "bigint" ? String(value) : value));
}

describe("an operation of the API", () => {
  test.each(DESCRIBED.map((operation) => [operation.id, operation] as const))(
    "%s refuses everybody else",
    async (_id, operation) => {
      const before = await contentOf(shared.workspace.id);
      for (const caller of [...CALLERS, ...narrowCallers(operation)]) {
        const expected = expectedOf(operation, caller);
        if (expected === "allowed") continue;
        const { status, body } = await call(operation, caller, shared);
        expect(status, `${caller.name}: ${JSON.stringify(body)}`).toBe(expected);
      }
      expect(await contentOf(shared.workspace.id)).toBe(before);
    },
  );

  test.each(DESCRIBED.map((operation) => [operation.id, operation] as const))(
    "%s serves those who may",
    async (_id, operation) => {
      for (const caller of [...CALLERS, ...narrowCallers(operation)]) {
        if (expectedOf(operation, caller) !== "allowed") continue;
        // What only reads leaves everything as it is.
        const scene = operation.method === "GET" ? shared : await createScene();
        const { status, body } = await call(operation, caller, scene);
        const about = `${caller.name}: ${JSON.stringify(body)}`;
        if (caller.isStranger && operation.key !== null) {
          expect(about).not.toContain(scene.idFor(operation) || scene.workspace.slug);
          expect([401, 403]).not.toContain(status);
        } else if (operation.id in NEEDS_ALL && !caller.scopes.includes("*")) {
          expect(status, about).toBe(NEEDS_ALL[operation.id]);
        } else if (operation.id === "updateWebhook" && caller.role === "developer") {
          // It is an owner's, and receives what developers may not see.
          expect({ status, body }).toMatchObject({
            status: 403,
            body: { detail: expect.stringContaining("may not see") },
          });
        } else expect(status, about).toBeLessThan(300);
      }
    },
  );
});
