import "server-only";
import { recordAudit } from "#lib/audit/record-audit";
import { actingUserId, requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { parseInput } from "#lib/errors/parse-input";
import { idsBetween } from "#lib/http/id-range";
import { newId, publicId } from "#lib/ids";
import { ReplayInput } from "#lib/replays/replay-schema";
import { type ReplayView, replayView } from "#lib/replays/replay-view";
import { lockWebhook } from "#lib/webhooks/find-webhook";

/**
 * Begins to send a webhook's deliveries of a time range again. It only writes down what to do; the caller then sends
 * `webhook/replay.requested`, and `replayNextBatch` does the work.
 *
 * @throws {AppError} `conflict` when the webhook isn't active or is being replayed already
 */
export async function startReplay(ctx: WorkspaceContext, webhookId: string, input: ReplayInput): Promise<ReplayView> {
  requirePermission(ctx, "deliveries:replay");
  const { status, since, until = new Date() } = parseInput(ReplayInput, input);
  return db().$transaction(async (tx) => {
    // The lock also makes two requests at once see each other's replay.
    const webhook = await lockWebhook(tx, ctx, webhookId);
    if (webhook.status !== "active") {
      throw new AppError("conflict", `This webhook is ${webhook.status}. Resume it to send deliveries again.`);
    }
    const running = await tx.replay.findFirst({
      where: { workspaceId: ctx.workspace.id, webhookId: webhook.id, status: "running" },
      select: { id: true },
    });
    if (running) {
      throw new AppError("conflict", `A replay of this webhook is running already: ${publicId("replay", running.id)}.`);
    }
    const total = await tx.delivery.count({
      where: { workspaceId: ctx.workspace.id, webhookId: webhook.id, status, id: idsBetween(since, until) },
    });
    const replay = await tx.replay.create({
      data: {
        id: newId(),
        workspaceId: ctx.workspace.id,
        webhookId: webhook.id,
        filter: { status, since: since.toISOString(), until: until.toISOString() },
        total,
        createdById: actingUserId(ctx),
        ...(total === 0 && { status: "succeeded" as const, completedAt: new Date() }),
      },
    });
    await recordAudit(tx, ctx, {
      action: "replay.started",
      target: { type: "webhook", id: webhookId, name: webhook.name },
      after: {
        replay: publicId("replay", replay.id),
        status,
        since: since.toISOString(),
        until: until.toISOString(),
        total,
      },
    });
    return replayView(replay);
  });
}
