import "server-only";
import { config } from "#lib/config";

/**
 * Which dispatcher serves a webhook: a stable hash of its id over the fast shards. The last bytes of a uuid v7 are
 * random, so they are the hash.
 */
export function shardOf(webhookId: string, shards = config().dispatch.shards): number {
  return Number.parseInt(webhookId.slice(-8), 16) % shards;
}

/** The slow dispatcher of a webhook that hangs or times out. Slow shards are numbered from 1000. */
export function slowShardOf(webhookId: string, slowShards = config().dispatch.slowShards): number {
  return FIRST_SLOW_SHARD + (Number.parseInt(webhookId.slice(-8), 16) % slowShards);
}

/** Far above any number of fast shards, so that the two can be told apart when either number is changed. */
export const FIRST_SLOW_SHARD = 1000;

/** Every shard of this configuration, fast and slow. */
export function allShards({ shards, slowShards } = config().dispatch): number[] {
  return [
    ...Array.from({ length: shards }, (_, i) => i),
    ...Array.from({ length: slowShards }, (_, i) => FIRST_SLOW_SHARD + i),
  ];
}
