import "server-only";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId, publicId } from "#lib/ids";

/** How many of its newest deliveries are looked through: thousands may wait behind the one that failed. */
const LOOKED_THROUGH = 200;

/**
 * The newest delivery of a webhook that has failed, tests only where nothing else has; null when none of the newest has.
 *
 * @throws {AppError} `not_found` for a malformed id
 */
export async function lastFailed(ctx: WorkspaceContext, id: string): Promise<string | null> {
  requirePermission(ctx, "deliveries:read");
  const webhookId = parseId("webhook", id);
  if (!webhookId) throw notFound("webhook");
  const newest = await db().delivery.findMany({
    where: { workspaceId: ctx.workspace.id, webhookId },
    orderBy: { id: "desc" },
    take: LOOKED_THROUGH,
    select: { id: true, status: true, lastErrorCode: true, test: true },
  });
  const failures = newest.filter(({ status, lastErrorCode }) => lastErrorCode !== null && status !== "succeeded");
  const failed = failures.find(({ test }) => !test) ?? failures[0];
  return failed ? publicId("delivery", failed.id) : null;
}
