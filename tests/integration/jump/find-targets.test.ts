import { expect, test } from "vitest";
import { getDelivery } from "#lib/deliveries/get-delivery";
import { publicId } from "#lib/ids";
import { createIntegration } from "#lib/integrations/create-integration";
import { findTargets } from "#lib/jump/find-targets";
import { createKey } from "#lib/keys/create-key";
import { revokeKey } from "#lib/keys/revoke-key";
import { createTestDatabase } from "#tests/support/database";
import { createTestDelivery, createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

test("a webhook by name, URL or id, a delivery and an event by id, none of another workspace or hidden type", async () => {
  const workspace = await createTestWorkspace("countercyclical");
  const admin = await workspace.as("admin");
  const { webhook } = await createTestWebhook(admin, { name: "100% Orders", url: "https://hooks.example.com/orders" });
  await createTestWebhook(admin, { name: "Other" });
  for (const q of ["orders", "100%", "EXAMPLE.com/ord", webhook.id]) {
    expect((await findTargets(admin, { q })).map(({ id }) => id)).toEqual([webhook.id]);
  }
  expect(await findTargets(admin, {})).toHaveLength(2);
  expect(await findTargets(admin, { q: "%" })).toHaveLength(1);
  const id = publicId("delivery", await createTestDelivery(workspace, webhook.id, { type: "team.created" }));
  const { eventId } = await getDelivery(admin, id);
  expect(await findTargets(admin, { q: id })).toMatchObject([{ kind: "delivery", id, title: "team.created" }]);
  expect(await findTargets(admin, { q: eventId })).toMatchObject([{ kind: "event", id: eventId }]);
  const stranger = await (await createTestWorkspace()).as("owner");
  for (const ctx of [stranger, await workspace.as("viewer")]) {
    expect(await findTargets(ctx, { q: id })).toEqual([]);
    expect(await findTargets(ctx, { q: eventId })).toEqual([]);
  }
  expect(await findTargets(stranger, { q: webhook.id })).toEqual([]);
});

test("integrations and keys by name or id, keys by their last characters too, revoked ones and those of others never", async () => {
  const admin = await (await createTestWorkspace()).as("admin");
  const integration = await createIntegration(admin, { name: "100% ERP", description: "Books" });
  const { key } = await createKey(admin, { name: "Nightly ERP", integration: integration.id });
  const revoked = await createKey(admin, { name: "Old ERP" });
  await revokeKey(admin, revoked.key.id);
  const found = async (q: string) => (await findTargets(admin, { q })).map(({ kind, id }) => [kind, id]);
  const both = [
    ["integration", integration.id],
    ["key", key.id],
  ];
  expect(await found("erp")).toEqual(both);
  expect(await found("100%")).toEqual([both[0]]);
  expect(await found(integration.id)).toEqual([both[0]]);
  for (const q of [key.id, key.last4]) expect(await found(q)).toEqual([both[1]]);
  expect(await findTargets(admin, {})).toEqual([]);
  const stranger = await (await createTestWorkspace()).as("owner");
  for (const q of ["erp", integration.id, key.id, key.last4]) expect(await findTargets(stranger, { q })).toEqual([]);
});
