import "server-only";
import { db } from "#lib/database/client";
import { attemptOne } from "#lib/dispatch/attempt-one";
import { wakeShards } from "#lib/dispatch/wake";
import { newId, publicId } from "#lib/ids";
import { log } from "#lib/log";
import type { NotificationKind } from "#lib/notifications/notification-view";
import { plural } from "#lib/text/plural";
import { activateWebhook } from "#lib/webhooks/activate-webhook";
import { releaseHeld } from "#lib/webhooks/move-deliveries";
import { notSuspended } from "#lib/workspaces/not-suspended";

/** After the first hour, each wait is twice the one before, up to a day. */
const LONGEST_WAIT_HOURS = 24;
/** What has not come back within this long has to be brought back by a person. */
const GIVE_UP_DAYS = 30;
/** Probes at once; each lasts as long as the webhook's timeout at most. */
const BATCH = 20;

export interface Probing {
  probed: number;
  resumed: number;
}

/**
 * Tries webhooks that were disabled for failing: one request with the oldest held delivery, an hour after they were
 * disabled, then after twice as long each time, up to a day, for thirty days. One that succeeds brings its webhook back
 * and sends what is held; a 410 ends the tries. Webhooks without `autoResume`, and those for which nothing is held, are
 * left alone.
 *
 * @param maxMs no further probes begin after this
 */
export async function probeDisabled(maxMs: number): Promise<Probing> {
  const startedAt = performance.now();
  const probing: Probing = { probed: 0, resumed: 0 };
  while (performance.now() - startedAt < maxMs) {
    const due = await takeDue();
    const resumed = await Promise.all(due.map(({ webhook_id, delivery_id }) => probe(webhook_id, delivery_id)));
    probing.probed += due.filter(({ delivery_id }) => delivery_id !== null).length;
    probing.resumed += resumed.filter(Boolean).length;
    if (due.length < BATCH) break;
  }
  return probing;
}

interface DueRow {
  webhook_id: string;
  /** The oldest that is held. */
  delivery_id: string | null;
}

/** The webhooks whose time has come, each with its next time written down already: should we die, that one comes. */
function takeDue(): Promise<DueRow[]> {
  return db().$queryRaw<DueRow[]>`
    WITH due AS MATERIALIZED (
      SELECT h.webhook_id, w.status_changed_at,
             (SELECT d.id FROM delivery d
               WHERE d.workspace_id = w.workspace_id AND d.status = 'held' AND d.webhook_id = w.id AND NOT d.test
               ORDER BY d.id LIMIT 1) AS delivery_id
        FROM webhook_health h
        JOIN webhook w ON w.id = h.webhook_id AND w.status = 'disabled' AND w.auto_resume AND w.deleted_at IS NULL
       WHERE h.probe_at <= now() AND ${notSuspended("w")}
       ORDER BY h.probe_at LIMIT ${BATCH}::int FOR UPDATE OF h SKIP LOCKED
    )
    UPDATE webhook_health h
       SET probes = CASE WHEN due.delivery_id IS NULL THEN h.probes ELSE h.probes + 1 END,
           probe_at = CASE WHEN due.status_changed_at > now() - make_interval(days => ${GIVE_UP_DAYS}::int)
                           THEN now() + make_interval(hours => least(
                             ${LONGEST_WAIT_HOURS}::int,
                             2 ^ (CASE WHEN due.delivery_id IS NULL THEN h.probes ELSE least(h.probes, 9) + 1 END))::int) END
      FROM due WHERE h.webhook_id = due.webhook_id
    RETURNING h.webhook_id, due.delivery_id`;
}

/** @returns whether the webhook came back */
async function probe(webhookId: string, deliveryId: string | null): Promise<boolean> {
  const outcome = deliveryId && (await attemptOne(deliveryId, "probe"));
  if (!outcome) return false;
  if (outcome.errorCode === null) return comeBack(webhookId);
  if (outcome.errorCode === "gone") await stopProbing(webhookId);
  return false;
}

async function stopProbing(webhookId: string): Promise<void> {
  await db().$transaction([
    db().webhook.updateMany({
      where: { id: webhookId, status: "disabled" },
      data: {
        statusCause: "gone",
        statusReason:
          "It only failed for days, and then the receiver answered 410 Gone, which asks us to stop sending.",
      },
    }),
    db().webhookHealth.updateMany({ where: { webhookId }, data: { probeAt: null } }),
  ]);
}

/** Resumes the webhook on Posthorn's own account and sends what is held, unless a person was faster. */
async function comeBack(webhookId: string): Promise<boolean> {
  const back = await db().$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM webhook WHERE id = ${webhookId}::uuid FOR NO KEY UPDATE`;
    const before = await tx.webhook.findFirst({ where: { id: webhookId, status: "disabled", deletedAt: null } });
    if (!before) return null;
    const { id, workspaceId, name } = before;
    const { shard } = await activateWebhook(tx, { id, workspaceId });
    const released = await releaseHeld(tx, id);
    const target = publicId("webhook", id);
    await tx.auditEntry.create({
      data: {
        id: newId(),
        workspaceId,
        actorType: "system",
        actorName: "Posthorn",
        action: "webhook.resumed",
        targetType: "webhook",
        targetId: target,
        targetName: name,
        before: { status: "disabled", reason: before.statusReason },
        after: { status: "active", sentHeldDeliveries: released },
      },
    });
    await tx.notification.create({
      data: {
        id: newId(),
        workspaceId,
        kind: "webhook.resumed" satisfies NotificationKind,
        webhookId: id,
        subject: name,
        text: `“${name}” works again: a held delivery succeeded, so it was resumed${released > 0 ? `, and ${plural(released, "more is", "more are")} being sent` : ""}.`,
      },
    });
    log().info({ webhookId: id, workspaceId, released }, "webhook came back by itself");
    return { shard };
  });
  if (back) await wakeShards([back.shard]);
  return back !== null;
}
