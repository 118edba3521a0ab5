import "server-only";
import { config } from "#lib/config";
import { dispatcher } from "#lib/dispatch/dispatcher";
import { presence } from "#lib/dispatch/presence";
import { type DrainLimits, Run } from "#lib/dispatch/run";
import { acquireShard, releaseShard } from "#lib/dispatch/shard-lease";
import type { Wake } from "#lib/dispatch/wake";
import { newId } from "#lib/ids";

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
  const left = await run.serve();
  return { acquired: true, claimed: run.claimed, next: left === "lost" ? null : await releaseShard(shard, id, left) };
}
