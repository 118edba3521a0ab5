import "server-only";
import { db } from "#lib/database/client";

/** Receivers refuse a signature whose timestamp is 300 s off: at a tenth of that somebody has to look. */
const ALERT_SECONDS = 30;
const TRIES = 3;

/**
 * How far this process's clock is ahead of the database's, in seconds (negative: behind). Retries are kept by the
 * database's clock, but a signature bears the time of the process that sends it.
 */
export async function measureClockSkew(): Promise<number> {
  let best = { roundTripMs: Number.POSITIVE_INFINITY, skewMs: 0 };
  for (let i = 0; i < TRIES; i++) {
    const startedAt = performance.now();
    const [row] = await db().$queryRaw<{ ms: number }[]>`
      SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS ms`;
    const roundTripMs = performance.now() - startedAt;
    // The shorter the round trip, the less the answer can have aged.
    if (row && roundTripMs < best.roundTripMs) best = { roundTripMs, skewMs: Date.now() - roundTripMs / 2 - row.ms };
  }
  return best.skewMs / 1000;
}

/** What the operator has to know about a skew, in one sentence; null when it is harmless. */
export function clockProblem(skewSeconds: number): string | null {
  const seconds = Math.round(Math.abs(skewSeconds));
  if (Math.abs(skewSeconds) < ALERT_SECONDS) return null;
  const direction = skewSeconds > 0 ? "ahead of" : "behind";
  return `This host's clock is ${seconds} s ${direction} the database's. Receivers refuse signatures that are 300 s off: synchronise both (NTP).`;
}
