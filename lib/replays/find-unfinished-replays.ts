import "server-only";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";

const MAX_REPLAYS = 100;

/** Public ids of replays that began before `startedBefore` and still run: their event may have been lost. */
export async function findUnfinishedReplays(startedBefore: Date): Promise<string[]> {
  const rows = await db().replay.findMany({
    where: { status: "running", createdAt: { lt: startedBefore } },
    orderBy: { id: "asc" },
    take: MAX_REPLAYS,
    select: { id: true },
  });
  return rows.map((row) => publicId("replay", row.id));
}
