import { beforeAll, describe, expect, test } from "vitest";
import { OPERATOR_PERMISSIONS } from "#lib/context/operator-context";
import { setWakeSender } from "#lib/dispatch/wake";
import { ERROR_CODES } from "#lib/errors/app-error";
import { callOperation, DESCRIBED, problemsOf } from "#tests/support/contract";
import { createScene, exampleFor, keyFor, type Scene } from "#tests/support/contract-scene";
import { createTestDatabase } from "#tests/support/database";
import { prepareDispatch } from "#tests/support/deliver";
import { createOperatorKey } from "#tests/support/workspace";

await createTestDatabase();
await prepareDispatch();
setWakeSender(async () => {});

const each = DESCRIBED.map((operation) => [operation.id, operation] as const);
const needsKey = each.filter(([, { key }]) => key === "workspaceKey");
const withBody = each.filter(([, { body }]) => body);
const withId = each.filter(([, { path }]) => path.includes("{id}"));
const needsOperator = each.filter(([, { key }]) => key === "operatorKey");

describe("every operation does what its description says", () => {
  test.each(each)("%s", async (_id, operation) => {
    const scene = await createScene();
    const body = exampleFor(operation, scene);
    if (operation.body) expect(problemsOf(operation.body.schema, body)).toEqual([]);
    const answer = await callOperation(operation, {
      key: keyFor(operation, scene),
      id: scene.idFor(operation),
      ...(body !== undefined && { body }),
    });
    expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
    // A list is only a proof when there is something in it.
    if (Array.isArray(answer.body?.data) && !["listEgressIps", "listPublicKeys"].includes(operation.id)) {
      expect(answer.body.data.length).toBeGreaterThan(0);
    }
  });
});

describe("every operation refuses", () => {
  // Nothing that is refused changes anything, so they share what they are about.
  let scene: Scene;
  let other: Scene;

  beforeAll(async () => {
    scene = await createScene();
    other = await createScene();
  });

  test.each(each.filter(([, { key }]) => key !== null))("%s without a key", async (_id, operation) => {
    expect((await callOperation(operation, { id: "x" })).status).toBe(401);
  });

  test.each(needsKey)(
    "%s with a key that has every scope but its own, or is of the other kind",
    async (_id, operation) => {
      const scopes = needsKey.flatMap(([, { scope }]) => scope ?? []).filter((scope) => scope !== operation.scope);
      const id = scene.idFor(operation);
      const narrow = await callOperation(operation, { key: await scene.workspace.apiKey(scopes), id });
      expect(narrow).toMatchObject({ status: 403, body: { detail: `This key has no "${operation.scope}" scope.` } });
      expect((await callOperation(operation, { key: scene.publishKey, id })).status).toBe(403);
    },
  );

  test.each(needsOperator)(
    "%s with a key of another kind, or one that has every scope but its own",
    async (_id, operation) => {
      const id = scene.idFor(operation);
      const narrow = OPERATOR_PERMISSIONS.filter((scope) => scope !== operation.scope);
      expect(await callOperation(operation, { key: await createOperatorKey([...narrow]), id })).toMatchObject({
        status: 403,
        body: { detail: `This key has no "${operation.scope}" scope.` },
      });
      for (const key of [scene.apiKey, scene.publishKey]) {
        expect((await callOperation(operation, { key, id })).status).toBe(403);
      }
    },
  );

  test.each(withId.filter(([, { key }]) => key === "operatorKey"))(
    "%s for what does not exist",
    async (_id, operation) => {
      const body = exampleFor(operation, scene);
      for (const id of [`${scene.idFor(operation).split("_")[0]}_0000000000000000000000000z`, "none", "../x"]) {
        const answer = await callOperation(operation, {
          key: scene.operatorKey,
          id,
          ...(body !== undefined && { body }),
        });
        expect(answer.status).toBe(404);
      }
    },
  );

  test.each(withId.filter(([, { key }]) => key !== "operatorKey"))(
    "%s for what another workspace has, with the answer for what does not exist",
    async (_id, operation) => {
      const body = exampleFor(operation, scene);
      const call = (id: string) =>
        callOperation(operation, { key: keyFor(operation, scene), id, ...(body !== undefined && { body }) });
      if (operation.key === null) return;
      const missing = await call(`${other.idFor(operation).split("_")[0]}_0000000000000000000000000z`);
      // To operators nothing is foreign.
      const foreign = operation.key === "operatorKey" ? missing : await call(other.idFor(operation));
      expect([foreign.status, missing.status]).toEqual([404, 404]);
      expect({ ...foreign.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    },
  );

  test.each(withBody)("%s with a body that is no JSON, of another type, or too large", async (_id, operation) => {
    const call = { key: keyFor(operation, scene), id: scene.idFor(operation) };
    const code = async (answer: Promise<{ status: number; body: { code: string } }>) => (await answer).body.code;
    expect(await code(callOperation(operation, { ...call, text: '{"a":' }))).toBe("invalid_json");
    expect(await code(callOperation(operation, { ...call, text: '{"\\u0000":1}' }))).toBe("invalid_input");
    const headers = { "content-type": "application/xml" };
    expect(await code(callOperation(operation, { ...call, text: "<a/>", headers }))).toBe("unsupported_media_type");
    const huge = { "content-length": String(30 * 1024 * 1024) };
    expect(await code(callOperation(operation, { ...call, text: "{}", headers: huge }))).toBe("payload_too_large");
  });

  test.each(each.filter(([, { parameters }]) => parameters.some((parameter) => parameter.in === "query")))(
    "%s with an unknown, repeated or impossible parameter",
    async (_id, operation) => {
      const call = { key: keyFor(operation, scene), id: scene.idFor(operation) };
      expect(await callOperation(operation, { ...call, query: { odd: "1" } })).toMatchObject({
        status: 422,
        body: { errors: [{ path: "odd" }] },
      });
      if (!operation.parameters.some(({ name }) => name === "cursor")) return;
      expect((await callOperation(operation, { ...call, query: { limit: "101" } })).status).toBe(422);
      expect((await callOperation(operation, { ...call, query: { cursor: "bm8" } })).status).toBe(400);
    },
  );
});

test("every code of a failure is declared somewhere, with its status", () => {
  const declared = JSON.stringify(DESCRIBED.map(({ responses }) => Object.keys(responses)));
  for (const [code, { status }] of Object.entries(ERROR_CODES)) {
    // The router's own: no operation has it.
    if (code !== "method_not_allowed") expect(declared, code).toContain(`"${status}"`);
  }
});
