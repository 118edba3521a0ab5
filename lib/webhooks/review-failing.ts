import "server-only";
import { failureWords } from "#lib/attempts/error-codes";
import { db, type Transaction } from "#lib/database/client";
import { newId } from "#lib/ids";
import { log } from "#lib/log";
import type { NotificationKind } from "#lib/notifications/notification-view";
import { disableWebhooks } from "#lib/webhooks/disable-webhook";

/** Days of nothing but failures after which the first and the second warning are given. */
const WARNINGS_AFTER_DAYS = [1, 3] as const;
const DISABLE_AFTER_DAYS = 5;
/** However late the review comes, people get this long to act on each warning. */
const REST_DAYS = 1;
/** At most this many webhooks per transaction. */
const BATCH = 500;

export interface Review {
  warned: number;
  disabled: number;
}

/**
 * Warns about webhooks that only fail: once after a day of it, once after three, and disables them after five. What
 * counts is the time between the first and the last failure of an unbroken run, so a webhook that nobody sends anything
 * to is left alone, and one success starts the count anew. Our own failures (an attempt that could not be signed, or was
 * interrupted) are not held against a receiver.
 */
export async function reviewFailing(): Promise<Review> {
  const review: Review = { warned: 0, disabled: 0 };
  for (;;) {
    const [warned, disabled] = await db().$transaction(async (tx) => [await warn(tx), await disable(tx)] as const);
    review.warned += warned;
    review.disabled += disabled;
    if (warned < BATCH && disabled < BATCH) return review;
  }
}

interface FailingRow {
  webhook_id: string;
  workspace_id: string;
  name: string;
  warnings: number;
  last_error_code: string | null;
  last_response_status: number | null;
}

async function warn(tx: Transaction): Promise<number> {
  const rows = await tx.$queryRaw<FailingRow[]>`
    WITH due AS (
      SELECT h.webhook_id, w.workspace_id, w.name
        FROM webhook_health h
        JOIN webhook w ON w.id = h.webhook_id AND w.status = 'active' AND w.deleted_at IS NULL
       WHERE h.failing_since IS NOT NULL AND h.warnings < ${WARNINGS_AFTER_DAYS.length}::int
         AND h.last_error_code <> ALL('{signing_error,interrupted}')
         AND h.last_failure_at - h.failing_since
             >= make_interval(days => (${WARNINGS_AFTER_DAYS}::int[])[h.warnings + 1])
         AND (h.warnings = 0 OR h.warned_at <= now() - make_interval(days => ${REST_DAYS}::int))
       ORDER BY h.failing_since LIMIT ${BATCH}::int FOR UPDATE OF h SKIP LOCKED)
    UPDATE webhook_health h SET warnings = h.warnings + 1, warned_at = now()
      FROM due WHERE h.webhook_id = due.webhook_id
    RETURNING h.webhook_id, due.workspace_id, due.name, h.warnings, h.last_error_code, h.last_response_status`;
  await tx.notification.createMany({
    data: rows.map((row) => ({
      id: newId(),
      workspaceId: row.workspace_id,
      kind: "webhook.failing" satisfies NotificationKind,
      webhookId: row.webhook_id,
      subject: row.name,
      text: warningText(row),
    })),
  });
  for (const { webhook_id, workspace_id, warnings, last_error_code } of rows) {
    log().warn(
      { webhookId: webhook_id, workspaceId: workspace_id, warning: warnings, errorCode: last_error_code },
      "webhook keeps failing",
    );
  }
  return rows.length;
}

async function disable(tx: Transaction): Promise<number> {
  const rows = await tx.$queryRaw<FailingRow[]>`
    SELECT h.webhook_id, w.workspace_id, w.name, h.warnings, h.last_error_code, h.last_response_status
      FROM webhook_health h
      JOIN webhook w ON w.id = h.webhook_id AND w.status = 'active' AND w.deleted_at IS NULL
     WHERE h.failing_since IS NOT NULL AND h.warnings >= ${WARNINGS_AFTER_DAYS.length}::int
       AND h.last_error_code <> ALL('{signing_error,interrupted}')
       AND h.last_failure_at - h.failing_since >= make_interval(days => ${DISABLE_AFTER_DAYS}::int)
       AND h.warned_at <= now() - make_interval(days => ${REST_DAYS}::int)
     ORDER BY h.failing_since LIMIT ${BATCH}::int FOR UPDATE OF w SKIP LOCKED`;
  if (rows.length === 0) return 0;
  return disableWebhooks(
    tx,
    "failing",
    rows.map((row) => ({
      webhookId: row.webhook_id,
      reason: `Every attempt failed for ${DISABLE_AFTER_DAYS} days (the last: ${failureWords(row.last_error_code, row.last_response_status)}).`,
    })),
  );
}

function warningText(row: FailingRow): string {
  const days = WARNINGS_AFTER_DAYS[row.warnings - 1];
  const last = failureWords(row.last_error_code, row.last_response_status);
  return `Every attempt of “${row.name}” has failed for ${days === 1 ? "a day" : `${days} days`} (the last: ${last}). It will be disabled after ${DISABLE_AFTER_DAYS} days of nothing but failures; one success is enough to prevent that.`;
}
