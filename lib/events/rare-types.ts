import "server-only";
import { db } from "#lib/database/client";

/** More events than this are frequent enough to be met on the way through the newest ones. */
const MAX_RARE = 1000;

/** The ids of all events of these types, or null when there are more than 1,000. */
export async function eventsOfRareTypes(workspaceId: string, types: string[]): Promise<string[] | null> {
  const events = await db().event.findMany({
    where: { workspaceId, type: { in: types } },
    select: { id: true },
    take: MAX_RARE + 1,
  });
  return events.length > MAX_RARE ? null : events.map(({ id }) => id);
}
