import { describe, expect, test } from "vitest";
import { db } from "#lib/database/client";
import { parseId } from "#lib/ids";
import { createIntegration } from "#lib/integrations/create-integration";
import { createKey } from "#lib/keys/create-key";
import { listKeys } from "#lib/keys/list-keys";
import { revokeKey } from "#lib/keys/revoke-key";
import { tokenHash } from "#lib/keys/token";
import { verifyKey } from "#lib/keys/verify-key";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

test("a key is shown once, stored hashed, used, and revoked at once", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("admin");
  const integration = await createIntegration(ctx, { name: "ERP" });
  const { key, token } = await createKey(ctx, { name: "CI", scopes: ["webhooks:read"], integration: integration.id });
  expect(token).toMatch(/^phk_ws_[0-9A-Za-z]{49}$/);
  expect(key).toMatchObject({ prefix: token.slice(0, 11), last4: token.slice(-4), integration: integration.id });
  const row = await db().apiKey.findUniqueOrThrow({ where: { id: parseId("key", key.id) ?? "" } });
  expect(Buffer.from(row.hash).equals(tokenHash(token))).toBe(true);
  expect(JSON.stringify(row)).not.toContain(token);

  expect(await verifyKey(token)).toMatchObject({ id: row.id, workspace: { id: workspace.id } });
  const [used] = (await listKeys(ctx)).data;
  expect(used?.lastUsedAt).not.toBeNull();
  await verifyKey(token);
  expect((await listKeys(ctx)).data[0]?.lastUsedAt).toBe(used?.lastUsedAt);

  expect((await revokeKey(ctx, key.id)).revokedAt).not.toBeNull();
  expect(await verifyKey(token)).toBeNull();
  await revokeKey(ctx, key.id);
  expect(await auditActions(workspace)).toEqual(["integration.created", "key.created", "key.revoked"]);
});

describe("limits", () => {
  test("rejects a developer and strangers", async () => {
    const workspace = await createTestWorkspace();
    const { key } = await createKey(await workspace.as("admin"), { name: "A" });
    const developer = await workspace.as("developer");
    await expect(createKey(developer, { name: "B" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(createIntegration(developer, { name: "B" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeKey(developer, key.id)).rejects.toMatchObject({ code: "forbidden" });
    const stranger = await (await createTestWorkspace()).as("owner");
    await expect(revokeKey(stranger, key.id)).rejects.toMatchObject({ code: "not_found" });
    expect((await listKeys(stranger)).data).toEqual([]);
  });

  test("a key can't make a stronger one", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("admin");
    const keyCtx = {
      ...ctx,
      actor: {
        type: "key" as const,
        id: crypto.randomUUID(),
        name: "K",
        scopes: ["integrations:write", "webhooks:read"],
        integrationId: null,
        createdById: null,
      },
    };
    await expect(createKey(keyCtx, { name: "B" })).rejects.toMatchObject({ errors: [{ path: "scopes" }] });
    await expect(createKey(keyCtx, { name: "B", scopes: ["webhooks:write"] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(createKey(keyCtx, { name: "B", scopes: ["webhooks:read"] })).resolves.toBeDefined();
  });

  test("a revoked publish key works for five seconds at most", async () => {
    const workspace = await createTestWorkspace();
    const token = await workspace.publishKey();
    const now = Date.now();
    expect(await verifyKey(token, now)).not.toBeNull();
    await db().apiKey.updateMany({ where: { productId: workspace.productId }, data: { revokedAt: new Date() } });
    expect(await verifyKey(token, now + 5001)).toBeNull();
    expect(await verifyKey(token, now)).toBeNull();
  });
});
