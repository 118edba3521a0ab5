import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { lockWebhook } from "#lib/webhooks/find-webhook";

/**
 * Ends the overlap of a rotation now: from the next attempt on only the current secret signs. Does nothing when none
 * overlaps.
 *
 * @returns how many replaced secrets ended
 */
export async function expirePreviousSecrets(ctx: WorkspaceContext, id: string): Promise<{ expired: number }> {
  requirePermission(ctx, "secrets:rotate");
  return db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    requirePermission(ctx, "secrets:rotate", webhook.ownerId);
    const now = new Date();
    const { count } = await tx.signingSecret.updateMany({
      where: { webhookId: webhook.id, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    if (count === 0) return { expired: 0 };
    await tx.webhook.update({
      where: { id: webhook.id, workspaceId: ctx.workspace.id },
      data: { version: { increment: 1 } },
    });
    await recordAudit(tx, ctx, {
      action: "secret.expired",
      target: { type: "webhook", id, name: webhook.name },
      after: { expired: count },
    });
    return { expired: count };
  });
}
