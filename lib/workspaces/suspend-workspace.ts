import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db, type Transaction } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";
import { notFound } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";
import { readOperated } from "#lib/workspaces/get-operated";
import { workspaceByRef } from "#lib/workspaces/operate-workspace";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";
import { SuspensionInput } from "#lib/workspaces/workspace-input";

/**
 * Suspends a workspace: publishing to it, its API keys and its members are refused, and its deliveries wait where they
 * are (`pending`, untouched), until it is resumed. A request under way ends; one that is claimed may still begin, for
 * five seconds; publishers may get an event in for two. Suspending it again changes nothing.
 *
 * @throws {AppError} `not_found`, `invalid_input`
 */
export async function suspendWorkspace(
  ctx: OperatorContext,
  ref: string,
  input: SuspensionInput,
): Promise<OperatedWorkspace> {
  requireOperatorPermission(ctx, "workspaces:write");
  const { reason } = parseInput(SuspensionInput, input);
  await db().$transaction(async (tx) => {
    const workspace = await lock(tx, ref);
    if (workspace.suspendedAt) return;
    await tx.workspace.update({
      where: { id: workspace.id },
      data: { suspendedAt: new Date(), suspendedReason: reason },
    });
    await recordOperatorAudit(tx, ctx, workspace.id, {
      action: "workspace.suspended",
      target: { type: "workspace", id: publicId("workspace", workspace.id), name: workspace.name },
      after: { reason },
    });
  });
  return readOperated(ref);
}

/**
 * Ends a suspension. What waited goes out as each webhook's lane allows, and webhooks that were failing are judged as if
 * the time between had not been. Resuming what is not suspended changes nothing.
 *
 * @throws {AppError} `not_found`
 */
export async function resumeWorkspace(ctx: OperatorContext, ref: string): Promise<OperatedWorkspace> {
  requireOperatorPermission(ctx, "workspaces:write");
  const shards = await db().$transaction(async (tx) => {
    const { id, name, suspendedAt, suspendedReason } = await lock(tx, ref);
    if (!suspendedAt) return [];
    await tx.workspace.update({ where: { id }, data: { suspendedAt: null, suspendedReason: null } });
    // Five days of nothing but failures disable a webhook: days in which nothing was tried are none of them.
    await tx.$executeRaw`
      UPDATE webhook_health h SET failing_since = failing_since + (now() - ${suspendedAt.toISOString()}::timestamptz)
        FROM webhook w
       WHERE w.id = h.webhook_id AND w.workspace_id = ${id}::uuid AND failing_since < ${suspendedAt.toISOString()}::timestamptz`;
    await recordOperatorAudit(tx, ctx, id, {
      action: "workspace.resumed",
      target: { type: "workspace", id: publicId("workspace", id), name },
      before: { suspendedAt: suspendedAt.toISOString(), reason: suspendedReason },
    });
    const webhooks = await tx.webhook.findMany({
      where: { workspaceId: id, status: "active" },
      distinct: ["shard"],
      select: { shard: true },
    });
    return webhooks.map(({ shard }) => shard);
  });
  await wakeShards(shards);
  return readOperated(ref);
}

/** Two suspensions, or a suspension and a deletion, go one after the other. */
async function lock(tx: Transaction, ref: string) {
  const select = { id: true, name: true, suspendedAt: true, suspendedReason: true } as const;
  const found = await tx.workspace.findUnique({ where: workspaceByRef(ref), select: { id: true } });
  if (!found) throw notFound("workspace");
  await tx.$queryRaw`SELECT id FROM workspace WHERE id = ${found.id}::uuid FOR NO KEY UPDATE`;
  const workspace = await tx.workspace.findUnique({ where: { id: found.id }, select });
  if (!workspace) throw notFound("workspace");
  return workspace;
}
