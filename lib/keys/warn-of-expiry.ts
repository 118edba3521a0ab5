import "server-only";
import { db } from "#lib/database/client";
import { newId } from "#lib/ids";
import type { NotificationKind } from "#lib/notifications/notification-view";
import { plural } from "#lib/text/plural";

/** Days before its end at which a key's first and second warning are given. */
const WARN_DAYS = [7, 1] as const;
/** At most this many keys per call; the next one comes within the hour. */
const BATCH = 1000;

interface ExpiringKey {
  id: string;
  workspace_id: string;
  name: string;
  last4: string;
  integration: string | null;
  expires_at: Date;
}

/**
 * Tells a workspace about its API keys that expire within a week and within a day, once each: a notification, which is
 * mailed to owners and admins. Not about what has been replaced, nor about a key that was made to live that short.
 *
 * @returns how many warnings were given
 */
export async function warnOfExpiry(): Promise<number> {
  const [first, last] = WARN_DAYS;
  return db().$transaction(async (tx) => {
    const keys = await tx.$queryRaw<ExpiringKey[]>`
      WITH due AS (
        SELECT k.id, k.expires_at <= now() + ${last} * interval '1 day' AS is_last, i.name AS integration
          FROM api_key k LEFT JOIN integration i ON i.id = k.integration_id
         WHERE k.kind = 'workspace' AND k.revoked_at IS NULL AND k.replaced_by_id IS NULL AND k.expires_at > now()
           AND (k.warnings < 1 AND k.expires_at <= now() + ${first} * interval '1 day'
                  AND k.expires_at - k.created_at > ${first} * interval '1 day'
                OR k.warnings < 2 AND k.expires_at <= now() + ${last} * interval '1 day'
                  AND k.expires_at - k.created_at > ${last} * interval '1 day')
         ORDER BY k.expires_at LIMIT ${BATCH}::int FOR UPDATE OF k SKIP LOCKED)
      UPDATE api_key k SET warnings = CASE WHEN due.is_last THEN 2 ELSE 1 END
        FROM due WHERE k.id = due.id
      RETURNING k.id, k.workspace_id, k.name, k.last4, k.expires_at, due.integration`;
    await tx.notification.createMany({
      data: keys.map((key) => ({
        id: newId(),
        workspaceId: key.workspace_id,
        kind: "key.expiring" satisfies NotificationKind,
        keyId: key.id,
        subject: key.name,
        text: warningText(key),
      })),
    });
    return keys.length;
  });
}

function warningText({ name, last4, integration, expires_at }: ExpiringKey): string {
  const hours = Math.max(1, Math.round((expires_at.getTime() - Date.now()) / 3_600_000));
  const left = hours > 36 ? plural(Math.round(hours / 24), "day", "days") : plural(hours, "hour", "hours");
  const whose = integration === null ? "" : ` of ${integration}`;
  return `The API key “${name}” (…${last4})${whose} expires in ${left}. Rotate it, or give it more time.`;
}
