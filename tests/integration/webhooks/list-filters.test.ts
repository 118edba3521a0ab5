import { expect, test } from "vitest";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { newId, publicId } from "#lib/ids";
import { createIntegration } from "#lib/integrations/create-integration";
import { listWebhookChoices } from "#lib/webhooks/list-webhook-choices";
import { listWebhookItems } from "#lib/webhooks/list-webhook-items";
import { listWebhooks, type WebhookFilters } from "#lib/webhooks/list-webhooks";
import { pauseWebhook } from "#lib/webhooks/pause-webhook";
import { createTestDatabase } from "#tests/support/database";
import { createTestWebhook, createTestWorkspace } from "#tests/support/workspace";

await createTestDatabase();

const userIdOf = ({ actor }: WorkspaceContext) => publicId("user", actor.type === "user" ? actor.id : "");

test("webhooks are narrowed by text, status, event, tenant, integration and owner, also together", async () => {
  const workspace = await createTestWorkspace();
  const [ada, bob] = [await workspace.as("admin"), await workspace.as("developer")];
  await db().tenant.create({ data: { id: newId(), workspaceId: workspace.id, key: "t-7", name: "Seven" } });
  const { id: integration } = await createIntegration(ada, { name: "ERP" });
  await createTestWebhook(ada, { name: "All" });
  await createTestWebhook(ada, { name: "Paid 100%", eventTypes: ["invoice.paid"], tenant: "t-7" });
  const { webhook } = await createTestWebhook(bob, { name: "Bob's", eventTypes: ["customer.created"], integration });
  await pauseWebhook(bob, webhook.id);

  const names = async (filters: WebhookFilters) => {
    const [{ data }, items] = await Promise.all([listWebhooks(ada, filters), listWebhookItems(ada, filters)]);
    expect(items.data.map(({ id }) => id)).toEqual(data.map(({ id }) => id));
    return data.map(({ name }) => name);
  };
  expect(await names({ q: "0%" })).toEqual(["Paid 100%"]);
  expect(await names({ status: "paused" })).toEqual(["Bob's"]);
  expect(await names({ status: "failing" })).toEqual([]);
  expect(await names({ event: "invoice.paid" })).toEqual(["Paid 100%", "All"]);
  expect(await names({ tenant: "t-7" })).toEqual(["Paid 100%"]);
  expect(await names({ integration })).toEqual(["Bob's"]);
  expect(await names({ owner: userIdOf(ada) })).toEqual(["Paid 100%", "All"]);
  expect(await names({ owner: userIdOf(ada), event: "invoice.paid", tenant: "t-7" })).toEqual(["Paid 100%"]);
  expect(await names({ owner: userIdOf(bob), tenant: "t-7" })).toEqual([]);
  expect(await names({ owner: "nonsense" })).toEqual([]);

  const choices = await listWebhookChoices(bob);
  expect(choices).toMatchObject({ tenants: [{ value: "t-7" }], integrations: [{ value: integration }] });
  expect(choices.owners.map(({ value }) => value).toSorted()).toEqual([userIdOf(ada), userIdOf(bob)].toSorted());
});
