import "server-only";
import { z } from "zod";
import { recordAudit } from "#lib/audit/record-audit";
import { requirePermission, type WorkspaceContext } from "#lib/context/workspace-context";
import { db } from "#lib/database/client";
import { wakeShards } from "#lib/dispatch/wake";
import { parseInput } from "#lib/errors/parse-input";
import { Moment } from "#lib/http/id-range";
import { activateWebhook } from "#lib/webhooks/activate-webhook";
import { lockWebhook, viewWebhook } from "#lib/webhooks/find-webhook";
import { releaseHeld } from "#lib/webhooks/move-deliveries";
import type { WebhookView } from "#lib/webhooks/webhook-view";

export const ResumeInput = z
  .strictObject({
    sendHeld: z.boolean("must be true or false").meta({
      description: "Whether what was held meanwhile is sent now; otherwise it stays held and can be replayed.",
    }),
    heldSince: Moment.optional().meta({
      description: "With `sendHeld`: only deliveries created from this time on; the older ones stay held.",
    }),
  })
  .refine(({ sendHeld, heldSince }) => sendHeld || heldSince === undefined, {
    path: ["heldSince"],
    message: "goes with sendHeld only",
  })
  .meta({ id: "ResumeInput" });
export type ResumeInput = z.input<typeof ResumeInput>;

/**
 * Makes a paused or disabled webhook active again with a clean bill of health.
 *
 * @param input.sendHeld whether what was held meanwhile is sent now, all of it or what is new enough; the rest stays held
 *   and can be replayed
 */
export async function resumeWebhook(ctx: WorkspaceContext, id: string, input: ResumeInput): Promise<WebhookView> {
  requirePermission(ctx, "webhooks:write");
  const { sendHeld, heldSince } = parseInput(ResumeInput, input);
  const { view, shard } = await db().$transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    if (webhook.status === "active") return { view: await viewWebhook(tx, ctx, webhook), shard: null };
    const resumed = await activateWebhook(tx, { id: webhook.id, workspaceId: ctx.workspace.id });
    const released = sendHeld ? await releaseHeld(tx, webhook.id, heldSince) : 0;
    await recordAudit(tx, ctx, {
      action: "webhook.resumed",
      target: { type: "webhook", id, name: webhook.name },
      before: { status: webhook.status, reason: webhook.statusReason },
      after: { status: "active", sentHeldDeliveries: released },
    });
    return { view: await viewWebhook(tx, ctx, resumed), shard: resumed.shard };
  });
  // Also without held ones: an attempt that was in flight during the pause may have left its delivery pending.
  if (shard !== null) await wakeShards([shard]);
  return view;
}
