import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { db } from "#lib/database/client";
import { parseId } from "#lib/ids";
import { countAll, ReplayScope } from "#lib/replays/replay-scope";
import { tellEnded } from "#lib/replays/tell-ended";
import { type Boosts, type TickResult, tickReplay } from "#lib/replays/tick-replay";

const TICK_MS = 50;
const RUN_MS = 10_000;

/** A batch that finds all its webhooks busy for this long gives up its run: the next one comes later. */
const PATIENCE_MS = 3_000;

/**
 * Carries a bulk replay on for a while: batch after batch, no faster than its rate and no further ahead of its webhooks
 * than they can take.
 *
 * @param publicReplayId as in the event `webhook/replay.requested`
 * @param maxMs after which the next run goes on
 * @returns `done`, or `waiting` when no webhook could take any for a while
 */
export async function serveReplay(publicReplayId: string, maxMs = RUN_MS): Promise<TickResult> {
  const id = parseId("replay", publicReplayId);
  if (!id) return { replayed: 0, done: true, waiting: false };
  await countOnce(id);
  const startedAt = performance.now();
  let lastMovedAt = startedAt;
  let replayed = 0;
  const boosts: Boosts = new Map();
  for (;;) {
    const tick = await tickReplay(id, boosts);
    replayed += tick.replayed;
    const now = performance.now();
    if (!tick.waiting) lastMovedAt = now;
    if (tick.done) return { replayed, done: true, waiting: false };
    if (now - lastMovedAt > PATIENCE_MS) return { replayed, done: false, waiting: true };
    if (now - startedAt > maxMs) return { replayed, done: false, waiting: false };
    await sleep(TICK_MS);
  }
}

/** Counting a million takes seconds, so it is done here and not while somebody waits for an answer. */
async function countOnce(id: string): Promise<void> {
  const replay = await db().replay.findUnique({ where: { id } });
  if (!replay || replay.counted || replay.status !== "running") return;
  const left = await countAll(db(), ReplayScope.parse(replay.filter), replay);
  await db().$executeRaw`
    UPDATE replay SET total = ${left}::int + replayed, counted = true WHERE id = ${id}::uuid AND NOT counted`;
}

/** Ends a replay whose work failed for good, so that another one can be started. */
export async function failReplay(publicReplayId: string, error: string): Promise<void> {
  const id = parseId("replay", publicReplayId);
  if (!id) return;
  await db().$transaction(async (tx) => {
    const [ended] = await tx.replay.updateManyAndReturn({
      where: { id, status: "running" },
      data: { status: "failed", completedAt: new Date(), error },
    });
    if (ended) await tellEnded(tx, ended);
  });
}
