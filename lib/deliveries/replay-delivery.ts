import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { findDelivery } from "#lib/deliveries/find-delivery";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { AT_ONCE } from "#lib/dispatch/at-once";
import { probeNow } from "#lib/dispatch/probe-now";
import { wakeShards } from "#lib/dispatch/wake";
import { AppError, notFound } from "#lib/errors/app-error";
import { spend } from "#lib/limits/spend";
import type { Delivery } from "#prisma/client";

/** A second click on Replay within this time means the first one. */
const DOUBLE_CLICK_MS = 1000;

/**
 * Sends a delivery again, now: the same delivery and message id, a new attempt, the whole retry schedule ahead of it.
 * One that waits for a retry is sent at once. Asking twice in a row sends once.
 *
 * It goes before whatever else waits for the webhook.
 *
 * @throws {AppError} `rate_limited`, `conflict` while an attempt is in flight, when the webhook is deleted or not active, and when the
 * payload has expired
 */
export async function replayDelivery(ctx: WorkspaceContext, id: string): Promise<DeliveryView> {
  requirePermission(ctx, "deliveries:replay");
  spend(ctx, "replay");
  const { row, isNew } = await db().$transaction(async (tx) => {
    const seen = await findDelivery(tx, ctx, id);
    const shard = await requireActiveWebhook(tx, ctx, seen.webhookId);
    const before = await lockDelivery(tx, ctx, seen.id);
    if (await wasJustReplayed(tx, before)) return { row: before, isNew: false };
    if (before.leaseToken) {
      throw new AppError("conflict", "An attempt of this delivery is being made right now. Wait for its outcome.");
    }
    if (!(await tx.event.findUnique({ where: { id: before.eventId }, select: { id: true } }))) {
      throw new AppError(
        "conflict",
        "The payload of this delivery is past its retention time, so it can't be sent again.",
      );
    }
    const row = await tx.delivery.update({
      where: { id: before.id, workspaceId: ctx.workspace.id },
      data: {
        status: "pending",
        nextReason: "replay",
        retryStep: 0,
        nextAttemptAt: AT_ONCE,
        completedAt: null,
        shard,
      },
    });
    await probeNow(tx, before.webhookId);
    await recordAudit(tx, ctx, {
      action: "delivery.replayed",
      target: { type: "delivery", id, name: row.type },
      before: { status: before.status, attemptCount: before.attemptCount },
      after: { status: row.status },
    });
    return { row, isNew: true };
  });
  if (isNew) await wakeShards([row.shard]);
  const [view] = await nameWebhooks(db(), ctx.workspace.id, [row]);
  if (!view) throw notFound("delivery");
  return view;
}

/** Holds the webhook's row (shared) until the end, so that a pause or deletion comes wholly before or wholly after. */
async function requireActiveWebhook(tx: Transaction, ctx: WorkspaceContext, webhookId: string): Promise<number> {
  const [webhook] = await tx.$queryRaw<{ status: string; deleted: boolean; shard: number }[]>`
    SELECT status::text, deleted_at IS NOT NULL AS deleted, shard FROM webhook
    WHERE id = ${webhookId}::uuid AND workspace_id = ${ctx.workspace.id}::uuid FOR SHARE`;
  if (!webhook || webhook.deleted) {
    throw new AppError("conflict", "The webhook of this delivery was deleted, so it can't be sent again.");
  }
  if (webhook.status !== "active") {
    throw new AppError("conflict", `The webhook of this delivery is ${webhook.status}. Resume it to send this again.`);
  }
  return webhook.shard;
}

async function lockDelivery(tx: Transaction, ctx: WorkspaceContext, deliveryId: string): Promise<Delivery> {
  await tx.$queryRaw`SELECT id FROM delivery WHERE id = ${deliveryId}::uuid FOR UPDATE`;
  const row = await tx.delivery.findFirst({ where: { id: deliveryId, workspaceId: ctx.workspace.id } });
  if (!row) throw notFound("delivery");
  return row;
}

/** Asked for and not yet begun, in flight, or begun a moment ago. */
async function wasJustReplayed(tx: Transaction, row: Delivery): Promise<boolean> {
  const isWaiting = row.status === "pending" && row.nextReason === "replay" && !row.leaseToken;
  if (isWaiting && row.nextAttemptAt?.getTime() === AT_ONCE.getTime()) return true;
  const recent = await tx.attempt.findFirst({
    where: { deliveryId: row.id, reason: "replay", startedAt: { gt: new Date(Date.now() - DOUBLE_CLICK_MS) } },
    select: { id: true },
  });
  return recent !== null;
}
