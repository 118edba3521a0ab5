import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { findDelivery } from "#lib/deliveries/find-delivery";
import { nameWebhooks } from "#lib/deliveries/name-webhooks";
import { AppError, notFound } from "#lib/errors/app-error";

/**
 * Gives up a delivery that waits or is held. It can still be replayed.
 *
 * @throws {AppError} `conflict` when it is finished already or an attempt is in flight
 */
export async function cancelDelivery(ctx: WorkspaceContext, id: string): Promise<DeliveryView> {
  requirePermission(ctx, "deliveries:replay");
  const row = await db().$transaction(async (tx) => {
    const before = await findDelivery(tx, ctx, id);
    const { count } = await tx.delivery.updateMany({
      where: {
        id: before.id,
        workspaceId: ctx.workspace.id,
        status: { in: ["pending", "held"] },
        leaseToken: null,
      },
      data: { status: "canceled", nextAttemptAt: null, completedAt: new Date() },
    });
    if (count === 0) {
      throw new AppError(
        "conflict",
        before.leaseToken
          ? "An attempt of this delivery is being made right now. Wait for its outcome."
          : `This delivery is ${before.status}; only one that waits or is held can be canceled.`,
      );
    }
    await recordAudit(tx, ctx, {
      action: "delivery.canceled",
      target: { type: "delivery", id, name: before.type },
      before: { status: before.status },
      after: { status: "canceled" },
    });
    return { ...before, status: "canceled" as const, nextAttemptAt: null, completedAt: new Date() };
  });
  const [view] = await nameWebhooks(db(), ctx.workspace.id, [row]);
  if (!view) throw notFound("delivery");
  return view;
}
