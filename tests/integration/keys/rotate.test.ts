import { describe, expect, test } from "vitest";
import { contextFromApiKey } from "#lib/auth/api-context";
import { db } from "#lib/database/client";
import { createIntegration } from "#lib/integrations/create-integration";
import { createKey } from "#lib/keys/create-key";
import { getKey } from "#lib/keys/get-key";
import { listKeys } from "#lib/keys/list-keys";
import { revokeKey } from "#lib/keys/revoke-key";
import { rotateKey } from "#lib/keys/rotate-key";
import { KEY_SCOPES } from "#lib/keys/scopes";
import { updateKey } from "#lib/keys/update-key";
import { verifyKey } from "#lib/keys/verify-key";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

/** The context of a program with this key. */
const asKey = (token: string) =>
  contextFromApiKey(new Request("http://localhost", { headers: { authorization: `Bearer ${token}` } }), []);

describe("rotation", () => {
  test("keeps name, scopes and integration, and both keys work until the overlap is over", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("admin");
    const integration = await createIntegration(ctx, { name: "ERP" });
    const made = await createKey(ctx, { name: "CI", scopes: ["webhooks:read"], integration: integration.id });
    const rotated = await rotateKey(ctx, made.key.id, { overlapSeconds: 3600 });
    expect(rotated.key).toMatchObject({ name: "CI", scopes: ["webhooks:read"], integration: integration.id });
    expect(rotated.previous).toMatchObject({ id: made.key.id, replacedBy: rotated.key.id });
    const end = Date.parse(rotated.previous.expiresAt ?? "");
    for (const token of [made.token, rotated.token]) expect(await verifyKey(token, end - 1)).not.toBeNull();
    expect(await verifyKey(made.token, end)).toBeNull();
    expect(await verifyKey(rotated.token, end)).not.toBeNull();

    await expect(rotateKey(ctx, made.key.id)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining(rotated.key.id),
    });
    await revokeKey(ctx, made.key.id);
    expect(await verifyKey(made.token, end - 1)).toBeNull();
    await expect(rotateKey(ctx, made.key.id)).rejects.toMatchObject({ code: "conflict" });
    expect(await auditActions(workspace)).toEqual(["integration.created", "key.created", "key.rotated", "key.revoked"]);
  });

  test("an overlap of 0 ends the old key at once", async () => {
    const ctx = await (await createTestWorkspace()).as("owner");
    const { key, token } = await createKey(ctx, { name: "CI" });
    const rotated = await rotateKey(ctx, key.id, { overlapSeconds: 0 });
    expect(await verifyKey(token)).toBeNull();
    expect(await verifyKey(rotated.token)).not.toBeNull();
  });

  test("a program replaces its own key, and never one that can do more", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("admin");
    const strong = await createKey(ctx, { name: "All" });
    const own = await createKey(ctx, { name: "Own", scopes: ["integrations:write"], expiresAt: inDays(30) });
    const program = await asKey(own.token);
    await expect(rotateKey(program, strong.key.id)).rejects.toMatchObject({
      code: "forbidden",
      message: 'That key has the scope "*", which you don\'t have.',
    });
    await expect(updateKey(program, strong.key.id, { expiresAt: null })).resolves.toBeDefined();
    const next = await rotateKey(program, own.key.id, { overlapSeconds: 0 });
    expect(Date.parse(next.key.expiresAt ?? "")).toBeGreaterThan(Date.parse(inDays(29)));
    await expect(asKey(own.token)).rejects.toMatchObject({ code: "unauthenticated" });
    expect((await asKey(next.token)).actor).toMatchObject({ scopes: ["integrations:write"] });
  });

  test("whoever rotates a key answers for the new one", async () => {
    const workspace = await createTestWorkspace();
    const [first, second] = [await workspace.as("admin"), await workspace.as("admin")];
    const { key } = await createKey(first, { name: "CI" });
    const rotated = await rotateKey(second, key.id);
    expect(rotated.previous.createdBy).not.toEqual(rotated.key.createdBy);
    await db().member.updateMany({
      where: { workspaceId: workspace.id, userId: userId(first) },
      data: { role: "viewer" },
    });
    expect((await getKey(second, key.id)).limitedTo).toBe("viewer");
    expect((await getKey(second, rotated.key.id)).limitedTo).toBeNull();
  });
});

describe("a key whose maker", () => {
  test("was demoted or has left says what limits it, and does no more than that", async () => {
    const workspace = await createTestWorkspace();
    const [maker, reader] = [await workspace.as("admin"), await workspace.as("viewer")];
    const wide = await createKey(maker, { name: "Wide" });
    const narrow = await createKey(maker, { name: "Narrow", scopes: ["deliveries:read"] });
    const where = { workspaceId: workspace.id, userId: userId(maker) };
    await db().member.updateMany({ where, data: { role: "developer" } });
    expect(await getKey(reader, wide.key.id)).toMatchObject({
      limitedTo: "developer",
      createdBy: { name: "A admin", role: "developer" },
    });
    expect((await getKey(reader, narrow.key.id)).limitedTo).toBeNull();
    expect((await asKey(wide.token)).role).toBe("developer");

    await db().member.deleteMany({ where });
    expect(await getKey(reader, wide.key.id)).toMatchObject({ limitedTo: "viewer", createdBy: { role: null } });
    expect((await asKey(wide.token)).role).toBe("viewer");
    await db().user.delete({ where: { id: userId(maker) } });
    expect(await getKey(reader, wide.key.id)).toMatchObject({ limitedTo: "viewer", createdBy: null });
    expect((await asKey(wide.token)).role).toBe("viewer");
  });
});

describe("a key's name and expiry", () => {
  test("are changed, with the change in the audit log, and its scopes never are", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("admin");
    const { key, token } = await createKey(ctx, { name: "CI" });
    const expiresAt = inDays(7);
    expect(await updateKey(ctx, key.id, { name: "Build farm", expiresAt })).toMatchObject({
      name: "Build farm",
      expiresAt,
    });
    expect(await verifyKey(token, Date.parse(expiresAt))).toBeNull();
    expect(await updateKey(ctx, key.id, { expiresAt: null })).toMatchObject({ name: "Build farm", expiresAt: null });
    const [, first] = await db().auditEntry.findMany({ where: { targetId: key.id }, orderBy: { id: "asc" } });
    expect(first).toMatchObject({
      action: "key.updated",
      before: { name: "CI", expiresAt: null },
      after: { name: "Build farm", expiresAt },
    });
    await expect(updateKey(ctx, key.id, { name: "Mine", scopes: ["*"] } as never)).rejects.toMatchObject({
      errors: [{ path: "scopes" }],
    });
  });

  test("a replaced key can end sooner, and not live longer", async () => {
    const ctx = await (await createTestWorkspace()).as("admin");
    const { key } = await createKey(ctx, { name: "CI" });
    await rotateKey(ctx, key.id, { overlapSeconds: 86_400 });
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    expect(await updateKey(ctx, key.id, { expiresAt: soon })).toMatchObject({ expiresAt: soon });
    for (const expiresAt of [inDays(2), null]) {
      await expect(updateKey(ctx, key.id, { expiresAt })).rejects.toMatchObject({ errors: [{ path: "expiresAt" }] });
    }
  });

  test("a key that can do more than the program does not live longer by its doing", async () => {
    const ctx = await (await createTestWorkspace()).as("admin");
    const strong = await createKey(ctx, { name: "All", expiresAt: inDays(1) });
    const { token } = await createKey(ctx, { name: "Weak", scopes: ["integrations:write"] });
    const program = await asKey(token);
    await expect(updateKey(program, strong.key.id, { expiresAt: inDays(9) })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(updateKey(program, strong.key.id, { expiresAt: inDays(0.5) })).resolves.toBeDefined();
  });

  test("a key that has ended stays as it is", async () => {
    const ctx = await (await createTestWorkspace()).as("admin");
    const { key } = await createKey(ctx, { name: "CI" });
    await revokeKey(ctx, key.id);
    await expect(updateKey(ctx, key.id, { expiresAt: inDays(1) })).rejects.toMatchObject({ code: "conflict" });
  });
});

test("keys are listed by integration, or those of the workspace itself", async () => {
  const ctx = await (await createTestWorkspace()).as("admin");
  const [erp, crm] = [await createIntegration(ctx, { name: "ERP" }), await createIntegration(ctx, { name: "CRM" })];
  await createKey(ctx, { name: "erp", integration: erp.id });
  await createKey(ctx, { name: "own" });
  const names = async (integration?: string) =>
    (await listKeys(ctx, { ...(integration && { integration }) })).data.map(({ name }) => name);
  expect(await names()).toEqual(["own", "erp"]);
  expect(await names("none")).toEqual(["own"]);
  expect(await names(erp.id)).toEqual(["erp"]);
  expect(await names(crm.id)).toEqual([]);
  expect(await names("int_nonsense")).toEqual([]);
});

test("strangers and those without the permission get nowhere", async () => {
  const workspace = await createTestWorkspace();
  const { key } = await createKey(await workspace.as("admin"), { name: "CI" });
  const developer = await workspace.as("developer");
  await expect(rotateKey(developer, key.id)).rejects.toMatchObject({ code: "forbidden" });
  await expect(updateKey(developer, key.id, { name: "B" })).rejects.toMatchObject({ code: "forbidden" });
  const stranger = await (await createTestWorkspace()).as("owner");
  for (const touch of [rotateKey, (...of: [typeof stranger, string]) => updateKey(...of, { name: "Mine" }), getKey]) {
    await expect(touch(stranger, key.id)).rejects.toMatchObject({ code: "not_found" });
  }
});

test("no scope is offered that a key can never use", () => {
  expect(KEY_SCOPES).toContain("integrations:write");
  expect(KEY_SCOPES).not.toContain("owners:write");
  expect(KEY_SCOPES).not.toContain("workspace:delete");
});

function userId({ actor }: { actor: { type: string; id?: string } }): string {
  return actor.id ?? "";
}
