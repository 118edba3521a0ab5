import { describe, expect, test } from "vitest";
import { contextFromOperatorKey, publisherFromKey } from "#lib/auth/api-context";
import type { OperatorContext } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { newId, parseId, publicId } from "#lib/ids";
import { createOperatorKey } from "#lib/keys/create-operator-key";
import { createPublishKey } from "#lib/keys/create-publish-key";
import { listOperatorKeys } from "#lib/keys/list-operator-keys";
import { listPublishKeys } from "#lib/keys/list-publish-keys";
import { revokeOperatorKey } from "#lib/keys/revoke-operator-key";
import { revokePublishKey } from "#lib/keys/revoke-publish-key";
import { rotateOperatorKey } from "#lib/keys/rotate-operator-key";
import { rotatePublishKey } from "#lib/keys/rotate-publish-key";
import { tokenHash } from "#lib/keys/token";
import { verifyKey } from "#lib/keys/verify-key";
import { createTestDatabase } from "#tests/support/database";
import { createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const DAY_MS = 86_400_000;

async function operator(): Promise<OperatorContext> {
  const user = { id: newId(), name: "Olga", email: `olga-${newId()}@example.test` };
  await db().user.create({ data: { ...user, isOperator: true } });
  return { actor: { type: "user", ...user }, request: { id: "test", address: null } };
}

const asKey = (token: string) =>
  contextFromOperatorKey(new Request("http://localhost", { headers: { authorization: `Bearer ${token}` } }), []);

/** The actions that the audit log has about a key, oldest first. */
async function actionsAbout(...ids: string[]): Promise<string[]> {
  const entries = await db().auditEntry.findMany({ where: { targetId: { in: ids } }, orderBy: { id: "asc" } });
  for (const entry of entries) expect(entry.workspaceId).toBeNull();
  return entries.map(({ action }) => action);
}

/** The publish keys of other tests are remembered for five seconds: what a process sees that has not. */
const afterCache = () => Date.now() + 5001;

describe("publish keys", () => {
  test("are shown once, stored hashed, rotated with an overlap and revoked, all in the audit log", async () => {
    const ctx = await operator();
    const { productId } = await createTestWorkspace();
    const product = publicId("product", productId);
    const { key, token } = await createPublishKey(ctx, product, { name: "Backend" });
    expect(token).toMatch(/^phk_pub_[0-9A-Za-z]{49}$/);
    expect(key).toMatchObject({ name: "Backend", product, last4: token.slice(-4), createdBy: { name: "Olga" } });
    const row = await db().apiKey.findUniqueOrThrow({ where: { id: parseId("key", key.id) ?? "" } });
    expect(Buffer.from(row.hash).equals(tokenHash(token))).toBe(true);
    const request = new Request("http://localhost", { headers: { authorization: `Bearer ${token}` } });
    expect(await publisherFromKey(request, [])).toMatchObject({ productId });

    const rotated = await rotatePublishKey(ctx, key.id, { overlapSeconds: 3600 });
    expect(rotated.previous).toMatchObject({ id: key.id, replacedBy: rotated.key.id });
    const ends = Date.parse(rotated.previous.expiresAt ?? "");
    expect(await verifyKey(token, afterCache())).not.toBeNull();
    expect(await verifyKey(token, ends + 5001)).toBeNull();
    expect(await verifyKey(rotated.token, ends + 5001)).not.toBeNull();
    expect(rotated.key).toMatchObject({ name: "Backend", product, expiresAt: null });

    const { slug } = await db().product.findUniqueOrThrow({ where: { id: productId } });
    const listed = await listPublishKeys(ctx, slug);
    expect(listed.data.map(({ id }) => id)).toEqual([rotated.key.id, key.id]);
    expect((await revokePublishKey(ctx, rotated.key.id)).revokedAt).not.toBeNull();
    await revokePublishKey(ctx, rotated.key.id);
    expect(await verifyKey(rotated.token, ends + 10_002)).toBeNull();
    expect(await actionsAbout(key.id, rotated.key.id)).toEqual([
      "publish_key.created",
      "publish_key.rotated",
      "publish_key.revoked",
    ]);
  });

  test("rotate once: of two people at the same time one is told that it is done", async () => {
    const ctx = await operator();
    const { productId } = await createTestWorkspace();
    const { key } = await createPublishKey(ctx, publicId("product", productId), { name: "Backend" });
    const both = await Promise.allSettled([rotatePublishKey(ctx, key.id), rotatePublishKey(ctx, key.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "conflict" } });
    expect((await listPublishKeys(ctx, publicId("product", productId))).data).toHaveLength(2);
  });

  test("keep their lifetime through rotations, also when a lost successor makes the old one rotate again", async () => {
    const ctx = await operator();
    const { productId } = await createTestWorkspace();
    const expiresAt = new Date(Date.now() + 30 * DAY_MS).toISOString();
    const { key } = await createPublishKey(ctx, publicId("product", productId), { name: "Backend", expiresAt });
    const first = await rotatePublishKey(ctx, key.id, { overlapSeconds: 60 });
    const lifetime = (view: { createdAt: string; expiresAt: string | null }) =>
      Date.parse(view.expiresAt ?? "") - Date.parse(view.createdAt);
    expect(lifetime(first.key)).toBeCloseTo(30 * DAY_MS, -4);
    await revokePublishKey(ctx, first.key.id);
    const second = await rotatePublishKey(ctx, key.id, { overlapSeconds: 86_400 });
    expect(lifetime(second.key)).toBeCloseTo(30 * DAY_MS, -4);
    // Never longer than the first rotation left it.
    expect(second.previous.expiresAt).toBe(first.previous.expiresAt);
    const unlimited = await rotatePublishKey(ctx, second.key.id, { expiresAt: null });
    expect(unlimited.key.expiresAt).toBeNull();
  });

  test("of no product are not found, nor are keys of another kind", async () => {
    const ctx = await operator();
    const workspace = await createTestWorkspace();
    await expect(createPublishKey(ctx, "nobody", { name: "A" })).rejects.toMatchObject({ code: "not_found" });
    await expect(listPublishKeys(ctx, publicId("product", newId()))).rejects.toMatchObject({ code: "not_found" });
    const { key } = await createOperatorKey(ctx, { name: "A" });
    await expect(rotatePublishKey(ctx, key.id)).rejects.toMatchObject({ code: "not_found" });
    await expect(revokePublishKey(ctx, key.id)).rejects.toMatchObject({ code: "not_found" });
    await workspace.apiKey();
    const apiKey = await db().apiKey.findFirstOrThrow({ where: { workspaceId: workspace.id } });
    for (const touch of [rotatePublishKey, revokePublishKey, rotateOperatorKey, revokeOperatorKey]) {
      await expect(touch(ctx, publicId("key", apiKey.id))).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("operator keys", () => {
  test("open the operator's API with their scopes, until they are rotated or revoked", async () => {
    const ctx = await operator();
    const { key, token } = await createOperatorKey(ctx, { name: "Sign-up", scopes: ["workspaces:write"] });
    expect(key).toMatchObject({ scopes: ["workspaces:write"], createdBy: { name: "Olga", isOperator: true } });
    expect((await asKey(token)).actor).toMatchObject({ type: "key", name: "Sign-up", scopes: ["workspaces:write"] });
    const rotated = await rotateOperatorKey(ctx, key.id, { overlapSeconds: 0 });
    expect(rotated.key.scopes).toEqual(["workspaces:write"]);
    await expect(asKey(token)).rejects.toMatchObject({ code: "unauthenticated" });
    await asKey(rotated.token);
    await revokeOperatorKey(ctx, rotated.key.id);
    await expect(asKey(rotated.token)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(rotateOperatorKey(ctx, rotated.key.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await actionsAbout(key.id, rotated.key.id)).toEqual([
      "operator_key.created",
      "operator_key.rotated",
      "operator_key.revoked",
    ]);
  });

  test("can't give away more than they have, neither by making a key nor by replacing a stronger one", async () => {
    const person = await operator();
    const strong = await createOperatorKey(person, { name: "Strong" });
    const { token } = await createOperatorKey(person, { name: "Weak", scopes: ["instance:read", "instance:write"] });
    const ctx = await asKey(token);
    await expect(createOperatorKey(ctx, { name: "B" })).rejects.toMatchObject({ errors: [{ path: "scopes" }] });
    await expect(createOperatorKey(ctx, { name: "B", scopes: ["products:write"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(rotateOperatorKey(ctx, strong.key.id)).rejects.toMatchObject({ code: "forbidden" });
    const made = await createOperatorKey(ctx, { name: "B", scopes: ["instance:read"] });
    expect((await listOperatorKeys(ctx)).data.map(({ id }) => id)).toContain(made.key.id);
    await asKey((await rotateOperatorKey(ctx, made.key.id)).token);
  });

  test("need a scope for each of these", async () => {
    const person = await operator();
    const { productId } = await createTestWorkspace();
    const product = publicId("product", productId);
    const own = await createOperatorKey(person, { name: "A" });
    const publish = await createPublishKey(person, product, { name: "A" });
    const reader = await asKey(
      (await createOperatorKey(person, { name: "Reader", scopes: ["products:read", "instance:read"] })).token,
    );
    expect((await listPublishKeys(reader, product)).data).toHaveLength(1);
    for (const refused of [
      () => createPublishKey(reader, product, { name: "B" }),
      () => rotatePublishKey(reader, publish.key.id),
      () => revokePublishKey(reader, publish.key.id),
      () => createOperatorKey(reader, { name: "B", scopes: ["instance:read"] }),
      () => rotateOperatorKey(reader, own.key.id),
      () => revokeOperatorKey(reader, own.key.id),
    ]) {
      await expect(refused()).rejects.toMatchObject({ code: "forbidden" });
    }
    const other = await asKey((await createOperatorKey(person, { name: "C", scopes: ["workspaces:read"] })).token);
    await expect(listPublishKeys(other, product)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listOperatorKeys(other)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("of somebody who operates the instance no longer open nothing, and the list says so", async () => {
    const ctx = await operator();
    const { key, token } = await createOperatorKey(ctx, { name: "A" });
    await db().user.update({ where: { id: ctx.actor.id }, data: { isOperator: false } });
    await expect(asKey(token)).rejects.toMatchObject({ code: "unauthenticated" });
    const listed = (await listOperatorKeys(await operator())).data.find(({ id }) => id === key.id);
    expect(listed?.createdBy).toMatchObject({ name: "Olga", isOperator: false });
  });

  test.each([
    [{ overlapSeconds: -1 }, "overlapSeconds"],
    [{ overlapSeconds: 2_592_001 }, "overlapSeconds"],
    [{ expiresAt: "2020-01-01" }, "expiresAt"],
  ])("refuse to be rotated with %j", async (input, path) => {
    const ctx = await operator();
    const { key } = await createOperatorKey(ctx, { name: "A" });
    await expect(rotateOperatorKey(ctx, key.id, input)).rejects.toMatchObject({ errors: [{ path }] });
  });
});
