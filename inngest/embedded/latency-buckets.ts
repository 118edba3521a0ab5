/** Upper bounds of the histogram of how long a run waits for its first call, in milliseconds. */
export const LATENCY_BUCKETS_MS = [2, 5, 10, 20, 50, 100, 250, 500, 1_000, 5_000, 30_000] as const;

/** The name under which a bucket is counted. A run is counted in the first one it fits, not in those above. */
export function latencyBucket(limitMs: number): string {
  return `latency_to_${limitMs}`;
}
