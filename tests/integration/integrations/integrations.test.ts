import { describe, expect, test } from "vitest";
import { contextFromApiKey } from "#lib/auth/api-context";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";
import { createIntegration } from "#lib/integrations/create-integration";
import { deleteIntegration } from "#lib/integrations/delete-integration";
import { getIntegration } from "#lib/integrations/get-integration";
import { listActivity } from "#lib/integrations/list-activity";
import { listIntegrations } from "#lib/integrations/list-integrations";
import { updateIntegration } from "#lib/integrations/update-integration";
import { createKey } from "#lib/keys/create-key";
import { revokeKey } from "#lib/keys/revoke-key";
import { rotateKey } from "#lib/keys/rotate-key";
import { verifyKey } from "#lib/keys/verify-key";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { createTestDatabase } from "#tests/support/database";
import { auditActions, createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const asKey = (token: string) =>
  contextFromApiKey(new Request("http://localhost", { headers: { authorization: `Bearer ${token}` } }), []);

test("an integration shows what it has: keys that work, webhooks, last use, who made it", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("admin");
  const made = await createIntegration(ctx, { name: "ERP", description: "Books what was paid." });
  expect(made).toMatchObject({ keyCount: 0, webhookCount: 0, lastUsedAt: null, createdBy: { name: "A admin" } });
  const { token } = await createKey(ctx, { name: "A", integration: made.id });
  const ended = await createKey(ctx, { name: "B", integration: made.id });
  await revokeKey(ctx, ended.key.id);
  const expired = await createKey(ctx, { name: "C", integration: made.id });
  await db().apiKey.updateMany({
    where: { workspaceId: workspace.id, last4: expired.key.last4 },
    data: { expiresAt: new Date(Date.now() - 1000) },
  });
  await createTestWebhook(ctx, { integration: made.id });
  await verifyKey(token);
  const { lastUsedAt, ...shown } = await getIntegration(await workspace.as("viewer"), made.id);
  expect(shown).toMatchObject({ keyCount: 1, webhookCount: 1 });
  expect(lastUsedAt).not.toBeNull();
});

test("integrations are found by a part of their name or description", async () => {
  const ctx = await (await createTestWorkspace()).as("admin");
  await createIntegration(ctx, { name: "ERP" });
  await createIntegration(ctx, { name: "Shop", description: "100 % of the orders" });
  const found = async (q: string) => (await listIntegrations(ctx, { q })).data.map(({ name }) => name);
  expect(await found("erp")).toEqual(["ERP"]);
  expect(await found("100 %")).toEqual(["Shop"]);
  expect(await found("%")).toEqual(["Shop"]);
  expect(await found("_")).toEqual([]);
  expect(await found("")).toEqual(["Shop", "ERP"]);
});

test("name and description are changed, with the change in the audit log", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("admin");
  const { id } = await createIntegration(ctx, { name: "ERP", description: "Old" });
  expect(await updateIntegration(ctx, id, { description: "New" })).toMatchObject({ name: "ERP", description: "New" });
  const entry = await db().auditEntry.findFirstOrThrow({ where: { targetId: id, action: "integration.updated" } });
  expect(entry).toMatchObject({ before: { description: "Old" }, after: { description: "New" } });
});

describe("deleting an integration", () => {
  test("ends its keys and keeps its webhooks, unless told otherwise", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("admin");
    const { id } = await createIntegration(ctx, { name: "ERP" });
    const { token } = await createKey(ctx, { name: "A", integration: id });
    const { webhook } = await createTestWebhook(ctx, { integration: id });
    await deleteIntegration(ctx, id);
    expect(await verifyKey(token)).toBeNull();
    expect(await getWebhook(ctx, webhook.id)).toMatchObject({ status: "active", integration: null });
    await expect(getIntegration(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    const entry = await db().auditEntry.findFirstOrThrow({ where: { targetId: id, action: "integration.deleted" } });
    expect(entry.after).toEqual({ endedKeys: 1, keptWebhooks: 1 });
  });

  test("deletes its webhooks on request, each as if by hand", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("owner");
    const { id } = await createIntegration(ctx, { name: "ERP" });
    const { webhook } = await createTestWebhook(ctx, { integration: id });
    const other = await createTestWebhook(ctx, { name: "Other" });
    const waiting = await createTestDelivery(workspace, webhook.id, {
      status: "pending",
      nextAttemptAt: new Date(Date.now() + 3_600_000),
    });
    await deleteIntegration(ctx, id, { webhooks: "delete" });
    await expect(getWebhook(ctx, webhook.id)).rejects.toMatchObject({ code: "not_found" });
    expect(await getWebhook(ctx, other.webhook.id)).toMatchObject({ status: "active" });
    expect(await db().delivery.findUniqueOrThrow({ where: { id: waiting } })).toMatchObject({ status: "canceled" });
    expect((await auditActions(workspace)).slice(-2)).toEqual(["webhook.deleted", "integration.deleted"]);
  });

  test("takes the permission for webhooks too when they are to go", async () => {
    const workspace = await createTestWorkspace();
    const ctx = await workspace.as("admin");
    const { id } = await createIntegration(ctx, { name: "ERP" });
    const { webhook } = await createTestWebhook(ctx, { integration: id });
    const { token } = await createKey(ctx, { name: "A", scopes: ["integrations:write"] });
    const program = await asKey(token);
    await expect(deleteIntegration(program, id, { webhooks: "delete" })).rejects.toMatchObject({ code: "forbidden" });
    await deleteIntegration(program, id);
    expect(await getWebhook(ctx, webhook.id)).toMatchObject({ integration: null });
  });
});

test("its activity is what its keys did and what was done to it and them, and nothing else", async () => {
  const workspace = await createTestWorkspace();
  const ctx = await workspace.as("admin");
  const { id } = await createIntegration(ctx, { name: "ERP" });
  const other = await createIntegration(ctx, { name: "CRM" });
  const { key, token } = await createKey(ctx, { name: "A", integration: id });
  const stranger = await createKey(ctx, { name: "B", integration: other.id });
  const { webhook } = await createTestWebhook(ctx);
  await pauseWebhook(await asKey(token), webhook.id);
  await pauseWebhook(await asKey(stranger.token), (await createTestWebhook(ctx)).webhook.id);
  await rotateKey(ctx, key.id);
  await updateIntegration(ctx, id, { name: "ERP 2" });
  const { data } = await listActivity(ctx, id);
  expect(data.map(({ action }) => action)).toEqual([
    "integration.updated",
    "key.rotated",
    "webhook.paused",
    "key.created",
    "integration.created",
  ]);
  expect(data[2]).toMatchObject({ actor: { type: "key", id: key.id } });
  const first = await listActivity(ctx, id, { limit: 2 });
  const rest = await listActivity(ctx, id, { limit: 3, cursor: first.nextCursor ?? "" });
  expect([...first.data, ...rest.data]).toEqual(data);
});

test("who may not gets nowhere, and strangers are told what they would be of nothing", async () => {
  const workspace = await createTestWorkspace();
  const { id } = await createIntegration(await workspace.as("admin"), { name: "ERP" });
  const developer = await workspace.as("developer");
  const stranger = await (await createTestWorkspace()).as("owner");
  const missing = `int_${"0".repeat(26)}`;
  for (const [ctx, code, target] of [
    [developer, "forbidden", id],
    [stranger, "not_found", id],
    [stranger, "not_found", missing],
    [stranger, "not_found", newId()],
  ] as const) {
    await expect(updateIntegration(ctx, target, { name: "B" })).rejects.toMatchObject({ code });
    await expect(deleteIntegration(ctx, target)).rejects.toMatchObject({ code });
    await expect(listActivity(ctx, target)).rejects.toMatchObject({ code });
  }
  await expect(getIntegration(stranger, id)).rejects.toMatchObject({ code: "not_found" });
  expect((await listIntegrations(stranger)).data).toEqual([]);
  expect(await getIntegration(developer, id)).toMatchObject({ name: "ERP" });
});
