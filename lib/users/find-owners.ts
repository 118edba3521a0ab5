import "server-only";
import type { Transaction } from "#lib/database/client";
import { publicId } from "#lib/ids";
import type { WebhookOwner } from "#lib/webhooks/webhook-view";

/** The people behind user ids who are still members of the workspace, by user id. */
export async function findOwners(
  tx: Transaction,
  workspaceId: string,
  userIds: (string | null)[],
): Promise<Map<string, WebhookOwner>> {
  const ids = [...new Set(userIds.filter((id) => id !== null))];
  if (ids.length === 0) return new Map();
  const members = await tx.$queryRaw<WebhookOwner[]>`
    SELECT u.id, u.name, u.email, m.role::text FROM member m JOIN "user" u ON u.id = m.user_id
     WHERE m.workspace_id = ${workspaceId}::uuid AND m.user_id = ANY(${ids}::uuid[])`;
  return new Map(members.map((member) => [member.id, { ...member, id: publicId("user", member.id) }]));
}
