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
  const members = await tx.member.findMany({
    where: { workspaceId, userId: { in: ids } },
    select: { role: true, user: { select: { id: true, name: true, email: true } } },
  });
  return new Map(members.map(({ role, user }) => [user.id, { ...user, id: publicId("user", user.id), role }]));
}
