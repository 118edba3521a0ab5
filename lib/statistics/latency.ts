/** Four buckets per doubling: a percentile read from them is at most 9 % off. */
const BUCKETS_PER_OCTAVE = 4;
const MAX_BUCKET = 80;

/** The bucket of a latency in milliseconds; 0 is anything up to 1 ms, the last one anything past about 17 minutes. */
export function bucketOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(MAX_BUCKET, Math.ceil(Math.log2(ms) * BUCKETS_PER_OCTAVE));
}

/** The upper edge of a bucket, in milliseconds. */
export function bucketMs(bucket: number): number {
  return 2 ** (bucket / BUCKETS_PER_OCTAVE);
}

/**
 * The latency in milliseconds that `quantile` (0 … 1) of the counted attempts did not exceed, or null without any.
 *
 * @param counts attempts per bucket; buckets may repeat and come in any order
 */
export function percentile(counts: readonly { bucket: number; count: number }[], quantile: number): number | null {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const { bucket, count } of counts.toSorted((a, b) => a.bucket - b.bucket)) {
    seen += count;
    if (seen >= quantile * total) return bucketMs(bucket);
  }
  return null;
}
