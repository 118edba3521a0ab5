import "server-only";
import { rewrapDataKey, SealError } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";

const BATCH = 200;
const FROM_THE_START = "00000000-0000-0000-0000-000000000000";

export interface Rewrapped {
  /** Now wrapped by the first key. */
  rewrapped: number;
  /** Were already. */
  unchanged: number;
  /** Need a key that is not configured: left as they are. */
  failed: { workspaceId: string; reason: string }[];
}

/**
 * Wraps every workspace's data key with the first key of `POSTHORN_ENCRYPTION_KEY`. Safe to repeat, to break off and to
 * run while Posthorn serves with the same keys: each row is changed only if it still is what was read, and either form
 * opens to the same data key.
 */
export async function rewrapDataKeys(): Promise<Rewrapped> {
  const result: Rewrapped = { rewrapped: 0, unchanged: 0, failed: [] };
  let cursor = FROM_THE_START;
  for (;;) {
    const workspaces = await db().workspace.findMany({
      where: { id: { gt: cursor } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true, dataKey: true },
    });
    for (const { id, dataKey } of workspaces) {
      try {
        const wrapped = rewrapDataKey(id, dataKey);
        if (wrapped) await db().workspace.updateMany({ where: { id, dataKey }, data: { dataKey: wrapped } });
        result[wrapped ? "rewrapped" : "unchanged"]++;
      } catch (error) {
        if (!(error instanceof SealError)) throw error;
        result.failed.push({ workspaceId: id, reason: error.message });
      }
    }
    const last = workspaces.at(-1);
    if (!last || workspaces.length < BATCH) return result;
    cursor = last.id;
  }
}
