import "server-only";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { wireId } from "#lib/deliveries/render-body";
import { AppError, notFound } from "#lib/errors/app-error";
import { parseId, publicId } from "#lib/ids";
import { spend } from "#lib/limits/spend";
import { currentProfile } from "#lib/profiles/current-profile";
import type { Profile } from "#lib/profiles/profile-schema";
import { createWebhook } from "#lib/webhooks/create-webhook";
import { getWebhook } from "#lib/webhooks/get-webhook";
import { updateWebhook } from "#lib/webhooks/update-webhook";
import { IdleWebhookInput, IdleWebhookPatch } from "#lib/webhooks/webhook-schema";
import type { WebhookView } from "#lib/webhooks/webhook-view";

// The flat management API that some products document: one webhook per workspace, and a boolean per event of the
// catalogue, named after it (shared/PRODUCTS.md, Kruncher).

/** What the flat API knows of a workspace: its one webhook (the oldest, should people have made more). */
export interface FlatScope {
  profile: Profile;
  /** Event names, in the catalogue's order. */
  events: string[];
  /** The public id. */
  webhookId: string | null;
}

/** @throws {AppError} `not_found` where the product has no flat API; `rate_limited` */
export async function flatScope(ctx: WorkspaceContext): Promise<FlatScope> {
  spend(ctx, "flat");
  const { profile } = await currentProfile(db(), ctx.workspace.productId);
  if (!profile.flatApi) throw notFound("path here");
  const [types, webhookId] = await Promise.all([
    db().eventType.findMany({
      where: { productId: ctx.workspace.productId, archivedAt: null },
      orderBy: { id: "asc" },
      select: { name: true },
    }),
    findOne(db(), ctx),
  ]);
  return { profile, events: types.map(({ name }) => name), webhookId };
}

async function findOne(tx: Transaction, ctx: WorkspaceContext): Promise<string | null> {
  const webhook = await tx.webhook.findFirst({
    where: { workspaceId: ctx.workspace.id, deletedAt: null, tenantId: null },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return webhook && publicId("webhook", webhook.id);
}

/** The webhook as GET answers it. @throws {AppError} `not_found` when there is none yet */
export async function getFlatWebhook(ctx: WorkspaceContext) {
  const { events, webhookId } = await flatScope(ctx);
  if (!webhookId) throw new AppError("not_found", "No webhook is configured.");
  const webhook = await getWebhook(ctx, webhookId);
  const { url, createdAt, updatedAt, health } = webhook;
  const [lastDelivery = null] = [health?.lastSuccessAt, health?.lastFailureAt]
    .filter((time) => time != null)
    .toSorted()
    .reverse();
  return {
    url,
    ...choices(events, webhook),
    isActive: webhook.status === "active",
    createdAt,
    updatedAt,
    lastDelivery,
  };
}

/**
 * Creates the webhook, or replaces its URL and events; an event that is not named is off.
 *
 * @throws {AppError} `invalid_input`, and as `createWebhook` and `updateWebhook`
 */
export async function saveFlatWebhook(ctx: WorkspaceContext, input: unknown) {
  const { profile, events, webhookId } = await flatScope(ctx);
  const { url, eventTypes } = parseFlat(events, input);
  const replace = (id: string) => updateWebhook(ctx, id, { url, eventTypes }, { schema: IdleWebhookPatch });
  const webhook = webhookId ? await replace(webhookId) : await createOrReplace(ctx, { url, eventTypes }, replace);
  return {
    id: wireId(profile, "webhook", parseId("webhook", webhook.id) ?? ""),
    url: webhook.url,
    ...choices(events, webhook),
    isActive: webhook.status === "active",
    createdAt: webhook.createdAt,
  };
}

/** Of several requests that find no webhook, one creates it, and the others replace what it has created. */
async function createOrReplace(
  ctx: WorkspaceContext,
  input: { url: string; eventTypes: string[] },
  replace: (id: string) => Promise<WebhookView>,
): Promise<WebhookView> {
  let first: string | null = null;
  const check = async (tx: Transaction) => {
    await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${ctx.workspace.id}::uuid FOR NO KEY UPDATE`;
    first = await findOne(tx, ctx);
    if (first) throw new AppError("conflict", "Somebody else has created the webhook just now.");
  };
  try {
    return (await createWebhook(ctx, { name: "Webhook", ...input }, { schema: IdleWebhookInput, check })).webhook;
  } catch (error) {
    if (first) return replace(first);
    throw error;
  }
}

function choices(events: string[], { eventTypes }: WebhookView): Record<string, boolean> {
  const chosen = (name: string) => eventTypes.includes("*") || eventTypes.includes(name);
  return Object.fromEntries(events.map((name) => [name, chosen(name)]));
}

function parseFlat(events: string[], input: unknown): { url: string; eventTypes: string[] } {
  const refuse = (path: string, message: string) =>
    new AppError("invalid_input", `${path} ${message}.`, { errors: [{ path, message }] });
  if (typeof input !== "object" || input === null || Array.isArray(input)) throw refuse("body", "must be an object");
  const { url, ...flags } = input as Record<string, unknown>;
  if (typeof url !== "string" || url === "") throw refuse("url", "is required");
  for (const [name, flag] of Object.entries(flags)) {
    if (!events.includes(name)) throw refuse(name, `is not known; events are ${events.join(", ")}`);
    if (typeof flag !== "boolean") throw refuse(name, "must be true or false");
  }
  return { url, eventTypes: events.filter((name) => flags[name] === true) };
}
