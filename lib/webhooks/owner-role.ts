import "server-only";
import { actingUserId, type WorkspaceContext } from "#lib/context/workspace-context";
import type { Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { hiddenTypes } from "#lib/event-types/hidden-types";
import type { WebhookRow } from "#lib/webhooks/webhook-view";
import type { Role } from "#prisma/client";

/**
 * The present role of a webhook's owner; null when there is no owner or they are no longer a member. Such a webhook
 * receives what a viewer may see.
 */
export async function ownerRole(tx: Transaction, workspaceId: string, ownerId: string | null): Promise<Role | null> {
  if (!ownerId) return null;
  const member = await tx.member.findUnique({
    where: { workspaceId_userId: { workspaceId, userId: ownerId } },
    select: { role: true },
  });
  return member?.role ?? null;
}

/**
 * Keeps a role from reading, through somebody else's webhook, events it may not see: pointing an admin's webhook at
 * one's own URL would do that.
 *
 * @throws {AppError} `forbidden` when the webhook receives an event type that the actor may not see
 */
export async function requireSeesAllOf(tx: Transaction, ctx: WorkspaceContext, webhook: WebhookRow): Promise<void> {
  if (webhook.ownerId !== null && webhook.ownerId === actingUserId(ctx)) return;
  const hidden = await hiddenTypes(tx, ctx);
  const receives = webhook.eventTypes.includes("*")
    ? hidden
    : hidden.filter((type) => webhook.eventTypes.includes(type));
  if (receives.length === 0) return;
  const role = (await ownerRole(tx, ctx.workspace.id, webhook.ownerId)) ?? "viewer";
  const hiddenFromOwner = new Set(await hiddenTypes(tx, ctx, role));
  const type = receives.find((name) => !hiddenFromOwner.has(name));
  if (!type) return;
  throw new AppError("forbidden", `This webhook receives ${type}, which your role (${ctx.role}) may not see.`);
}
