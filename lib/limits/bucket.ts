/** So many units per window, refilled evenly; all of them may be used at once. */
export interface Quota {
  units: number;
  windowMs: number;
}

/** What a quota says about one caller. */
export interface Level {
  allowed: boolean;
  /** Whole units that are left now. */
  remaining: number;
  /** When everything will be there again. */
  resetMs: number;
  /** When the units asked for will be there; 0 if they are. */
  retryAfterMs: number;
  /** What to remember: when the bucket will be full. */
  fullAt: number;
}

/**
 * The generic cell rate algorithm (ITU-T I.371): one number per caller, no timers. Pure.
 *
 * @param fullAt what was remembered of this caller; undefined for a new one
 * @param cost units asked for. More than the whole quota is granted when the bucket is full, and then paid off.
 */
export function takeFromBucket(quota: Quota, fullAt: number | undefined, cost: number, now: number): Level {
  const unitMs = quota.windowMs / quota.units;
  const owedMs = Math.max(0, (fullAt ?? now) - now);
  const neededMs = Math.min(cost, quota.units) * unitMs;
  // Half a unit's millionth: sums of fractions of a millisecond are not exact.
  const waitMs = owedMs + neededMs - quota.windowMs;
  const allowed = waitMs <= unitMs * 1e-6;
  const afterMs = allowed ? owedMs + cost * unitMs : owedMs;
  return {
    allowed,
    remaining: Math.max(0, Math.floor((quota.windowMs - afterMs) / unitMs + 1e-6)),
    resetMs: afterMs,
    retryAfterMs: allowed ? 0 : waitMs,
    fullAt: now + afterMs,
  };
}
