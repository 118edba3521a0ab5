import "server-only";
import { openDataKey, rewrapDataKey, SealError, sealedWith } from "#lib/crypto/envelope";
import { db } from "#lib/database/client";

const BATCH = 200;
const FROM_THE_START = "00000000-0000-0000-0000-000000000000";

/** A workspace whose data key can't be opened with the configured keys. */
export interface UnopenedDataKey {
  workspaceId: string;
  reason: string;
}

/** How many data keys each instance key wraps, by its id, and those that can't be opened. Changes nothing. */
export async function surveyDataKeys(): Promise<{ counts: Map<string, number>; unopened: UnopenedDataKey[] }> {
  const counts = new Map<string, number>();
  const unopened: UnopenedDataKey[] = [];
  for await (const { id, dataKey } of workspaces()) {
    try {
      openDataKey(id, dataKey);
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      unopened.push({ workspaceId: id, reason: error.message });
    }
    const keyId = sealedWith(dataKey);
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return { counts, unopened };
}

/**
 * Wraps every workspace's data key with the first key of `POSTHORN_ENCRYPTION_KEY`. Safe to repeat, to break off and to
 * run while Posthorn serves with the same keys: each row is changed only if it still is what was read, and either form
 * opens to the same data key.
 *
 * @returns how many were changed
 * @throws {SealError} for one that can't be opened
 */
export async function rewrapDataKeys(): Promise<number> {
  let rewrapped = 0;
  for await (const { id, dataKey } of workspaces()) {
    const wrapped = rewrapDataKey(id, dataKey);
    if (!wrapped) continue;
    const { count } = await db().workspace.updateMany({ where: { id, dataKey }, data: { dataKey: wrapped } });
    rewrapped += count;
  }
  return rewrapped;
}

async function* workspaces(): AsyncGenerator<{ id: string; dataKey: Uint8Array<ArrayBuffer> }> {
  let cursor = FROM_THE_START;
  for (;;) {
    const batch = await db().workspace.findMany({
      where: { id: { gt: cursor } },
      orderBy: { id: "asc" },
      take: BATCH,
      select: { id: true, dataKey: true },
    });
    yield* batch;
    const last = batch.at(-1);
    if (!last || batch.length < BATCH) return;
    cursor = last.id;
  }
}
