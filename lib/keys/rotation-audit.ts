import { publicId } from "#lib/ids";
import type { KeyRow } from "#lib/keys/key-view";

/** What the audit log keeps of a rotation beside the key that was replaced. */
export function rotationAudit(row: KeyRow, previous: KeyRow) {
  return {
    replacedBy: publicId("key", row.id),
    prefix: row.prefix,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    previousExpiresAt: previous.expiresAt?.toISOString() ?? null,
  };
}
