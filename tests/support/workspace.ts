import type { OperatorContext } from "#lib/context/operator-context";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { createDataKey } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";
import { newId, parseId } from "#lib/ids";
import { storeKey } from "#lib/keys/store-key";
import type { Preset } from "#lib/profiles/preset";
import { PRESETS, type PresetName } from "#lib/profiles/presets";
import { Profile } from "#lib/profiles/profile-schema";
import { createWebhook } from "#lib/webhooks/create-webhook";
import type { WebhookInput } from "#lib/webhooks/webhook-schema";
import type { DeliveryStatus, Prisma, Role } from "#prisma/client";

export interface TestWorkspace {
  id: string;
  slug: string;
  productId: string;
  profileId: string;
  /** A context of a new member with this role. */
  as(role: Role): Promise<WorkspaceContext>;
  /** A workspace's API key. */
  apiKey(scopes?: string[], createdById?: string | null): Promise<string>;
  /** The product's publish key. */
  publishKey(): Promise<string>;
}

/** A product of its own with this preset's profile and catalogue, and one workspace. */
export async function createTestWorkspace(name: PresetName = "acme", hidePayloads = false): Promise<TestWorkspace> {
  const preset: Preset = PRESETS[name];
  const [productId, profileId, id] = [newId(), newId(), newId()];
  const slug = `${name}-${id}`;
  await db().product.create({
    data: {
      id: productId,
      slug,
      name: preset.name,
      profiles: { create: { id: profileId, version: 1, config: Profile.parse(preset.profile) } },
      eventTypes: {
        create: preset.eventTypes.map((type) => ({ ...type, id: newId(), example: JSON.stringify(type.example) })),
      },
      workspaces: { create: { id, slug, name: "Test", dataKey: createDataKey(id), hidePayloads } },
    },
  });
  return {
    id,
    slug,
    productId,
    profileId,
    as: async (role) => {
      const user = { id: newId(), name: `A ${role}`, email: `${role}-${newId()}@example.test` };
      await db().user.create({ data: { ...user, members: { create: { workspaceId: id, role } } } });
      return {
        actor: { type: "user", ...user },
        workspace: { id, slug, name: "Test", productId, hidePayloads },
        role,
        request: { id: "test", address: null },
      };
    },
    apiKey: async (scopes = ["*"], createdById = null) =>
      (await storeKey(db(), { kind: "workspace", name: "Test", scopes, workspaceId: id, createdById })).token,
    publishKey: async () => (await storeKey(db(), { kind: "publish", name: "Test", scopes: [], productId })).token,
  };
}

/** An operator key. */
export async function createOperatorKey(scopes = ["*"]): Promise<string> {
  return (await storeKey(db(), { kind: "operator", name: "Test", scopes })).token;
}

/** The context of a person who operates the instance. */
export async function createTestOperator(): Promise<OperatorContext> {
  const user = { id: newId(), name: "An operator", email: `operator-${newId()}@example.test` };
  await db().user.create({ data: { ...user, isOperator: true } });
  return { actor: { type: "user", ...user }, request: { id: "test", address: "192.0.2.9" } };
}

/** A webhook to a receiver that nobody calls. */
export function createTestWebhook(ctx: WorkspaceContext, input: Partial<WebhookInput> = {}) {
  return createWebhook(ctx, { name: "Test", url: "https://hooks.example.com/in", eventTypes: ["*"], ...input });
}

/** An event with one delivery, as the dispatcher would have left them. @returns the delivery's row id */
export async function createTestDelivery(
  workspace: TestWorkspace,
  webhookId: string,
  values: Partial<Prisma.DeliveryUncheckedCreateInput> & { data?: string } = {},
): Promise<string> {
  const { data = '{"id":1}', type = "invoice.paid", ...delivery } = values;
  const status: DeliveryStatus = delivery.status ?? "failed";
  const eventId = newId();
  const id = newId();
  const uuid = parseId("webhook", webhookId);
  if (!uuid) throw new Error(`${webhookId} is not a webhook's id.`);
  await db().event.create({
    data: {
      id: eventId,
      workspaceId: workspace.id,
      profileId: workspace.profileId,
      type,
      data,
      occurredAt: new Date("2026-03-18T14:30:00Z"),
    },
  });
  await db().delivery.create({
    data: { id, workspaceId: workspace.id, webhookId: uuid, eventId, type, shard: 0, ...delivery, status },
  });
  return id;
}

/** The actions in the workspace's audit log, oldest first. */
export async function auditActions(workspace: TestWorkspace): Promise<string[]> {
  const entries = await db().auditEntry.findMany({ where: { workspaceId: workspace.id }, orderBy: { id: "asc" } });
  return entries.map((entry) => entry.action);
}
