import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId, publicId } from "#lib/ids";

/** How many of its newest deliveries are looked through: thousands may wait behind the one that failed. */
const LOOKED_THROUGH = 200;

/** Where to look for why a webhook fails, and when it is tried again. */
export interface FailureTrail {
  /** The newest delivery that has failed; null when none of the newest has. */
  failedDeliveryId: string | null;
  /** When the next delivery is due; it may lie in the past while the webhook's lane is held back. */
  nextAttemptAt: string | null;
}

/** @throws {AppError} `not_found` for a malformed, foreign or deleted webhook */
export async function failureTrail(ctx: WorkspaceContext, id: string): Promise<FailureTrail> {
  requirePermission(ctx, "deliveries:read");
  const webhookId = parseId("webhook", id);
  if (!webhookId) throw notFound("webhook");
  const workspaceId = ctx.workspace.id;
  const webhook = await db().webhook.findFirst({
    where: { id: webhookId, workspaceId, deletedAt: null },
    select: { shard: true },
  });
  if (!webhook) throw notFound("webhook");
  const [newest, due] = await Promise.all([
    db().delivery.findMany({
      where: { workspaceId, webhookId },
      orderBy: { id: "desc" },
      take: LOOKED_THROUGH,
      select: { id: true, status: true, lastErrorCode: true, test: true },
    }),
    // With its shard the index of what is due finds it, however much waits.
    db().delivery.findFirst({
      where: {
        ...{ workspaceId, webhookId, shard: webhook.shard, status: "pending", leaseToken: null },
        nextAttemptAt: { not: null },
      },
      orderBy: { nextAttemptAt: "asc" },
      select: { nextAttemptAt: true },
    }),
  ]);
  const failures = newest.filter(({ status, lastErrorCode }) => lastErrorCode !== null && status !== "succeeded");
  const failed = failures.find(({ test }) => !test) ?? failures[0];
  return {
    failedDeliveryId: failed ? publicId("delivery", failed.id) : null,
    nextAttemptAt: due?.nextAttemptAt?.toISOString() ?? null,
  };
}
