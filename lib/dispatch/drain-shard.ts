import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { config } from "#lib/config";
import { dispatcher } from "#lib/dispatch/dispatcher";
import { presence } from "#lib/dispatch/presence";
import { type DrainLimits, Run } from "#lib/dispatch/run";
import { acquireShard, LEASE_SECONDS, releaseShard } from "#lib/dispatch/shard-lease";
import { sendWakes, type Wake } from "#lib/dispatch/wake";
import { newId } from "#lib/ids";

const RETRY_MS = 500;

export interface DrainResult {
  /** False when another run holds the shard; it will see whatever is due. */
  acquired: boolean;
  claimed: number;
  /** The wake to send next: at once when work is left, later when the next delivery falls due. */
  next: Wake | null;
}

/**
 * Serves one shard for a while: claims what is due, fairly, keeps the lanes full as requests finish, and stays a
 * moment when nothing is left. One run per shard at a time, by a lease in the database. Bounded, so that it fits a
 * serverless function; what is left goes to the next run.
 */
export async function drainShard(shard: number, limits: DrainLimits = config().dispatch): Promise<DrainResult> {
  const id = newId();
  const processId = await presence.open();
  if (!(await acquireShard(shard, id, processId))) return { acquired: false, claimed: 0, next: null };
  const run = new Run(shard, id, limits, dispatcher());
  const left = await run.serve().catch((error: unknown) => {
    void abandonShard(shard, id);
    throw error;
  });
  return { acquired: true, claimed: run.claimed, next: left === "lost" ? null : await releaseShard(shard, id, left) };
}

/** The lease of a run that broke off ends by itself, but that may be 15 s after the database is back. */
async function abandonShard(shard: number, run: string): Promise<void> {
  const giveUpAt = performance.now() + LEASE_SECONDS * 1000;
  while (performance.now() < giveUpAt) {
    try {
      const next = await releaseShard(shard, run, "more");
      if (next) await sendWakes([next]);
      return;
    } catch {
      await sleep(RETRY_MS);
    }
  }
}
