import "server-only";
import { z } from "zod";
import { isAllowed, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import { likePattern } from "#lib/events/search-events";
import { type IdKind, parseId, publicId } from "#lib/ids";

const MAX_WEBHOOKS = 8;
const MAX_CLIENTS = 4;

/** Something that has a page. */
export interface JumpTarget {
  kind: "webhook" | "delivery" | "event" | "integration" | "key";
  id: string;
  title: string;
  detail: string;
}

const JumpInput = z.strictObject({ q: z.string().trim().max(200).default("") });

/**
 * What a text leads to: the one thing with this id, or the webhooks with it in their name or URL (all, for none), and the
 * integrations and keys with it in their name.
 */
export async function findTargets(ctx: WorkspaceContext, input: z.input<typeof JumpInput>): Promise<JumpTarget[]> {
  requirePermission(ctx, "webhooks:read");
  const { q } = parseInput(JumpInput, input);
  const [delivery, event] = await Promise.all([findDelivery(ctx, q), findEvent(ctx, q)]);
  const found = [delivery, event].filter((target) => target !== null);
  if (found.length > 0) return found;
  const others = q && isAllowed(ctx, "integrations:read") ? [findIntegrations(ctx, q), findKeys(ctx, q)] : [];
  return (await Promise.all([findWebhooks(ctx, q), ...others])).flat();
}

async function findWebhooks(ctx: WorkspaceContext, q: string): Promise<JumpTarget[]> {
  const id = parseId("webhook", q);
  const rows = await db().$queryRaw<{ id: string; name: string; url: string }[]>`
    SELECT id, name, url FROM webhook
     WHERE workspace_id = ${ctx.workspace.id}::uuid AND deleted_at IS NULL
       AND (id = ${id}::uuid OR name ILIKE ${likePattern(q)} OR url ILIKE ${likePattern(q)})
     ORDER BY name, id LIMIT ${MAX_WEBHOOKS}::int`;
  return rows.map((row) => ({
    kind: "webhook",
    id: publicId("webhook", row.id),
    title: row.name,
    detail: row.url,
  }));
}

async function findIntegrations(ctx: WorkspaceContext, q: string): Promise<JumpTarget[]> {
  const id = parseId("integration", q);
  const rows = await db().$queryRaw<{ id: string; name: string; description: string }[]>`
    SELECT id, name, description FROM integration
     WHERE workspace_id = ${ctx.workspace.id}::uuid AND (id = ${id}::uuid OR name ILIKE ${likePattern(q)})
     ORDER BY name, id LIMIT ${MAX_CLIENTS}::int`;
  return rows.map((row) => ({
    kind: "integration",
    id: publicId("integration", row.id),
    title: row.name,
    detail: row.description,
  }));
}

async function findKeys(ctx: WorkspaceContext, q: string): Promise<JumpTarget[]> {
  const id = parseId("key", q);
  const rows = await db().$queryRaw<{ id: string; name: string; prefix: string; last4: string }[]>`
    SELECT id, name, prefix, last4 FROM api_key
     WHERE workspace_id = ${ctx.workspace.id}::uuid AND kind = 'workspace' AND revoked_at IS NULL
       AND (id = ${id}::uuid OR name ILIKE ${likePattern(q)} OR last4 = ${q})
     ORDER BY id DESC LIMIT ${MAX_CLIENTS}::int`;
  return rows.map((row) => ({
    kind: "key",
    id: publicId("key", row.id),
    title: row.name,
    detail: `${row.prefix}…${row.last4}`,
  }));
}

async function findDelivery(ctx: WorkspaceContext, q: string): Promise<JumpTarget | null> {
  const where = await visible(ctx, "delivery", q);
  const row = where && (await db().delivery.findFirst({ where, select: { type: true, status: true } }));
  return row && { kind: "delivery", id: q, title: row.type, detail: row.status };
}

async function findEvent(ctx: WorkspaceContext, q: string): Promise<JumpTarget | null> {
  const where = await visible(ctx, "event", q);
  const row = where && (await db().event.findFirst({ where, select: { type: true, key: true } }));
  return row && { kind: "event", id: q, title: row.type, detail: row.key ?? "" };
}

async function visible(ctx: WorkspaceContext, kind: IdKind, q: string) {
  const id = parseId(kind, q);
  if (id === null) return null;
  return { id, workspaceId: ctx.workspace.id, NOT: { type: { in: await hiddenTypes(db(), ctx) } } };
}
