const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Inngest's table: the wait after the first failed attempt, the second, … */
const DELAYS_MS = [
  15 * SECOND,
  30 * SECOND,
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  40 * MINUTE,
  HOUR,
  2 * HOUR,
];
const JITTER_MS = 30 * SECOND;

/**
 * How long Inngest waits before it tries again, in milliseconds.
 *
 * @param attempt the attempt that failed, counted from 0
 */
export function inngestBackoff(attempt: number, random: () => number = Math.random): number {
  const delay = DELAYS_MS[Math.min(attempt, DELAYS_MS.length - 1)] ?? 0;
  return delay + random() * JITTER_MS;
}
