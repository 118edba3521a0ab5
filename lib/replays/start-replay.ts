import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db, type Transaction } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { newId, publicId } from "#lib/ids";
import { spend } from "#lib/limits/spend";
import { type ReplayTarget, replayTarget } from "#lib/replays/open-replay";
import { PREVIEW_MAX } from "#lib/replays/replay-options";
import { ReplayInput } from "#lib/replays/replay-schema";
import { countScope, type ReplayScope, resolveScope } from "#lib/replays/replay-scope";
import { type ReplayView, replayView } from "#lib/replays/replay-view";
import { lockWebhook } from "#lib/webhooks/find-webhook";

/** A workspace-wide replay goes to at most this many webhooks; one webhook can be replayed by itself. */
const MAX_LANES = 1000;

/**
 * Begins to send deliveries again. It only writes down what to do; the caller then sends `webhook/replay.requested`,
 * and `serveReplay` does the work.
 *
 * @param webhookId null for all active webhooks of the workspace
 * @throws {AppError} `rate_limited`, `conflict` when the webhook isn't active, or is being replayed already (a selection may join in)
 */
export async function startReplay(
  ctx: WorkspaceContext,
  webhookId: string | null,
  input: ReplayInput,
): Promise<ReplayView> {
  requirePermission(ctx, "deliveries:replay");
  const request = parseInput(ReplayInput, input);
  spend(ctx, "bulk-replay");
  return db().$transaction(async (tx) => {
    const target = await replayTarget(tx, ctx, webhookId, request.kind, lockWebhook);
    const scope = await resolveScope(tx, ctx, request);
    const webhookIds = await lanesOf(tx, scope, target);
    if (request.kind !== "selected") await refuseSecond(tx, webhookIds);
    const { count } = await countScope(tx, scope, target, PREVIEW_MAX + 1);
    const replay = await tx.replay.create({
      data: {
        id: newId(),
        workspaceId: target.workspaceId,
        webhookId: target.webhookId,
        filter: scope,
        total: count,
        counted: count <= PREVIEW_MAX,
        ratePerSecond: request.ratePerSecond,
        createdById: ctx.actor.type === "user" ? ctx.actor.id : null,
        ...(count === 0
          ? { status: "succeeded", completedAt: new Date() }
          : { lanes: { create: webhookIds.map((id) => ({ webhookId: id })) } }),
      },
    });
    const { deliveryIds, eventIds: _events, idRange: _range, hiddenTypes: _hidden, ...told } = scope;
    await recordAudit(tx, ctx, {
      action: "replay.started",
      target:
        webhookId === null
          ? { type: "workspace", id: publicId("workspace", target.workspaceId), name: ctx.workspace.name }
          : { type: "webhook", id: webhookId, name: target.webhookName ?? "" },
      after: {
        replay: publicId("replay", replay.id),
        ...told,
        ...(deliveryIds && { selected: deliveryIds.length }),
        ...(request.event && { event: request.event }),
        ...(request.q && { q: request.q }),
        ratePerSecond: request.ratePerSecond,
        total: count,
      },
    });
    return replayView(replay);
  });
}

/** The webhooks concerned, in a fixed order. */
async function lanesOf(tx: Transaction, scope: ReplayScope, target: ReplayTarget): Promise<string[]> {
  if (target.webhookId) return [target.webhookId];
  const selected = scope.deliveryIds
    ? (
        await tx.delivery.findMany({
          where: { workspaceId: target.workspaceId, id: { in: scope.deliveryIds } },
          distinct: ["webhookId"],
          select: { webhookId: true },
        })
      ).map((row) => row.webhookId)
    : null;
  const webhooks = await tx.webhook.findMany({
    where: {
      workspaceId: target.workspaceId,
      status: "active",
      deletedAt: null,
      ...(selected && { id: { in: selected } }),
    },
    orderBy: { id: "asc" },
    take: MAX_LANES,
    select: { id: true },
  });
  const ids = webhooks.map(({ id }) => id);
  // Locked like a single one, so that two requests at once see each other's replay.
  await tx.$queryRaw`SELECT id FROM webhook WHERE id = ANY(${ids}::uuid[]) ORDER BY id FOR NO KEY UPDATE`;
  return ids;
}

async function refuseSecond(tx: Transaction, webhookIds: string[]): Promise<void> {
  const running = await tx.replayLane.findFirst({
    where: { webhookId: { in: webhookIds }, done: false, replay: { status: "running" } },
    select: { replayId: true },
  });
  if (!running) return;
  const id = publicId("replay", running.replayId);
  throw new AppError(
    "conflict",
    webhookIds.length === 1
      ? `A replay of this webhook is running already: ${id}.`
      : `A replay of one of these webhooks is running already: ${id}. Wait for it, or cancel it.`,
  );
}
