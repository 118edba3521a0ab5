import "server-only";
import { db, type Transaction } from "#lib/database/client";
import { newId, publicId } from "#lib/ids";
import { log } from "#lib/log";
import type { NotificationKind } from "#lib/notifications/notification-view";
import type { StatusCause } from "#lib/webhooks/webhook-view";

/** A webhook that only failed is tried again after this. */
export const FIRST_PROBE_MS = 3_600_000;

interface DisabledRow {
  id: string;
  workspace_id: string;
  name: string;
  auto_resume: boolean;
  reason: string;
}

/**
 * Disables a webhook on Posthorn's own account. What is pending for it is held, so nothing vanishes; the audit log and
 * a notification say why. Does nothing if the webhook is not active.
 *
 * @param reason one sentence for the webhook's page
 */
export async function disableWebhook(webhookId: string, cause: StatusCause, reason: string): Promise<void> {
  await db().$transaction((tx) => disableWebhooks(tx, cause, [{ webhookId, reason }]));
}

/** The same for several, set-wise, in the caller's transaction. @returns how many were active */
export async function disableWebhooks(
  tx: Transaction,
  cause: StatusCause,
  webhooks: readonly { webhookId: string; reason: string }[],
): Promise<number> {
  const disabled = await tx.$queryRaw<DisabledRow[]>`
    UPDATE webhook w
       SET status = 'disabled', status_reason = d.reason, status_cause = ${cause}, status_changed_at = now(), updated_at = now(),
           version = version + 1
      FROM unnest(${webhooks.map(({ webhookId }) => webhookId)}::uuid[], ${webhooks.map(({ reason }) => reason)}::text[])
           AS d(id, reason)
     WHERE w.id = d.id AND w.status = 'active' AND w.deleted_at IS NULL
    RETURNING w.id, w.workspace_id, w.name, w.auto_resume, d.reason`;
  if (disabled.length === 0) return 0;
  if (cause === "failing") {
    await tx.webhookHealth.updateMany({
      where: { webhookId: { in: disabled.map(({ id }) => id) } },
      data: { probeAt: new Date(Date.now() + FIRST_PROBE_MS), probes: 0 },
    });
  }
  await tx.delivery.updateMany({
    where: { webhookId: { in: disabled.map(({ id }) => id) }, status: "pending", leaseToken: null },
    data: { status: "held", nextAttemptAt: null },
  });
  await tx.auditEntry.createMany({
    data: disabled.map(({ id, workspace_id, name, reason }) => ({
      id: newId(),
      workspaceId: workspace_id,
      actorType: "system",
      actorName: "Posthorn",
      action: "webhook.disabled",
      targetType: "webhook",
      targetId: publicId("webhook", id),
      targetName: name,
      after: { status: "disabled", reason },
    })),
  });
  await tx.notification.createMany({
    data: disabled.map(({ id, workspace_id, name, reason, auto_resume }) => ({
      id: newId(),
      workspaceId: workspace_id,
      kind: "webhook.disabled" satisfies NotificationKind,
      webhookId: id,
      subject: name,
      text: `“${name}” was disabled. ${reason} New events are held: correct the receiver, then ${cause === "failing" && auto_resume ? "resume the webhook, or wait: one held delivery is tried now and then, and when one succeeds, the webhook resumes by itself and all are sent." : "resume the webhook and send them."}`,
    })),
  });
  for (const { id, workspace_id, reason } of disabled) {
    log().warn({ webhookId: id, workspaceId: workspace_id, reason }, "webhook disabled");
  }
  return disabled.length;
}
