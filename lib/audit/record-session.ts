import "server-only";
import { db, type Transaction } from "#lib/database/client";
import { newId, publicId } from "#lib/ids";

export type SessionAction =
  | "session.created"
  | "session.refused"
  | "session.ended"
  | "session.ended_everywhere"
  | "session.password_changed"
  | "session.password_removed"
  | "account.linked"
  | "account.unlinked";

interface Person {
  id: string;
  name: string;
}

/**
 * Notes what happened to somebody's sessions in the audit log of every workspace they belong to, since it concerns each
 * of them; in none for who belongs to none.
 *
 * @param details e.g. how they signed in
 */
export async function recordSession(
  person: Person,
  action: SessionAction,
  request: { id: string; address: string | null },
  details: Record<string, string> = {},
  tx: Transaction = db(),
): Promise<void> {
  const members = await tx.member.findMany({ where: { userId: person.id }, select: { workspaceId: true } });
  await tx.auditEntry.createMany({
    data: members.map(({ workspaceId }) => ({
      id: newId(),
      workspaceId,
      actorType: "user",
      actorId: person.id,
      actorName: person.name,
      action,
      targetType: "user",
      targetId: publicId("user", person.id),
      targetName: person.name,
      ...(Object.keys(details).length > 0 && { after: details }),
      address: request.address,
      requestId: request.id,
    })),
  });
}
