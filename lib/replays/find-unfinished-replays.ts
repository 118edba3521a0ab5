import "server-only";
import { db } from "#lib/database/client";
import { publicId } from "#lib/ids";

const MAX_REPLAYS = 100;

/** Public ids of replays that should run but have not moved since `quietSince`: their event may have been lost. */
export async function findUnfinishedReplays(quietSince: Date): Promise<string[]> {
  const rows = await db().replay.findMany({
    where: {
      status: "running",
      createdAt: { lt: quietSince },
      OR: [{ tickedAt: null }, { tickedAt: { lt: quietSince } }],
    },
    orderBy: { id: "asc" },
    take: MAX_REPLAYS,
    select: { id: true },
  });
  return rows.map((row) => publicId("replay", row.id));
}
