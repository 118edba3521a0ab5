import { describe, expect, test } from "vitest";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { createDataKey } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { operatorRoute } from "#lib/http/routes";
import { newId } from "#lib/ids";
import { callRoute } from "#tests/support/api";
import { createTestDatabase } from "#tests/support/database";
import { createOperatorKey, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const SECRET = "shown-once";
const keyed = (value: string) => ({ "idempotency-key": value });

/** Makes a workspace of the given slug, as an operation of operators does: the change and its audit entry together. */
const { id: modelId, productId } = await createTestWorkspace();
const create = operatorRoute("workspaces:write", async ({ ctx, request }) => {
  const { slug } = (await request.json()) as { slug: string };
  const id = newId();
  if (slug === "refused") throw new AppError("conflict", "Not that one.");
  await db().$transaction(async (tx) => {
    await tx.workspace.create({ data: { id, productId, slug, name: slug, dataKey: createDataKey(id) } });
    await recordOperatorAudit(tx, ctx, id, { action: "workspace.created", target: { type: "workspace", name: slug } });
  });
  return Response.json({ id, secret: SECRET }, { status: 201 });
});
const made = (slug: string) => db().workspace.count({ where: { slug } });

describe("an operator's POST that is repeated with its Idempotency-Key", () => {
  test("gets the first answer and changes nothing, with another operator key too", async () => {
    const first = await callRoute(create, {
      key: await createOperatorKey(),
      body: { slug: "a" },
      headers: keyed("a"),
    });
    expect(first).toMatchObject({ status: 201, body: { secret: SECRET } });
    const again = await callRoute(create, {
      key: await createOperatorKey(),
      body: { slug: "a" },
      headers: keyed("a"),
    });
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });

  test("is answered to nobody whose key may not ask for it", async () => {
    const body = { slug: "b" };
    await callRoute(create, { key: await createOperatorKey(), body, headers: keyed("b") });
    const narrow = await createOperatorKey(["products:write"]);
    expect((await callRoute(create, { key: narrow, body, headers: keyed("b") })).status).toBe(403);
  });

  test("is carried out once, however many come at once", async () => {
    const key = await createOperatorKey();
    const call = () => callRoute(create, { key, body: { slug: "many" }, headers: keyed("many") });
    const all = await Promise.all(Array.from({ length: 12 }, call));
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(all.map(({ body }) => body.id)).size).toBe(1);
    expect(await made("many")).toBe(1);
  });

  test("is refused when it asks for something else, and may be corrected after a refusal", async () => {
    const key = await createOperatorKey();
    expect((await callRoute(create, { key, body: { slug: "refused" }, headers: keyed("c") })).status).toBe(409);
    expect((await callRoute(create, { key, body: { slug: "c" }, headers: keyed("c") })).status).toBe(201);
    const other = await callRoute(create, { key, body: { slug: "d" }, headers: keyed("c") });
    expect(other).toMatchObject({ status: 409, body: { code: "idempotency_conflict" } });
    expect(await made("d")).toBe(0);
  });

  test("is another one than a workspace's with the same key", async () => {
    const asked = Buffer.from("");
    const row = { key: "shared", token: newId(), lockedUntil: new Date(), asked };
    await db().idempotencyKey.create({ data: { ...row, id: newId(), workspaceId: modelId } });
    const key = await createOperatorKey();
    expect((await callRoute(create, { key, body: { slug: "e" }, headers: keyed("shared") })).status).toBe(201);
  });

  test("leaves neither request nor answer readable, and is not repeated where they can't be opened any more", async () => {
    const key = await createOperatorKey();
    const call = () => callRoute(create, { key, body: { slug: "sealed" }, headers: keyed("sealed") });
    await call();
    const row = await db().idempotencyKey.findFirstOrThrow({ where: { workspaceId: null, key: "sealed" } });
    const stored = Buffer.concat([row.asked, row.answer ?? Buffer.alloc(0)]).toString("latin1");
    for (const text of [SECRET, '"slug"']) expect(stored).not.toContain(text);
    // As after the instance key was changed and the old one taken out.
    await db().idempotencyKey.update({ where: { id: row.id }, data: { asked: Buffer.from(row.asked.toReversed()) } });
    expect(await call()).toMatchObject({ status: 409, body: { detail: expect.stringContaining("was lost") } });
    expect(await made("sealed")).toBe(1);
  });
});
