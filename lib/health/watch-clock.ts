import "server-only";
import { clockProblem, measureClockSkew } from "#lib/health/clock-skew";
import { log } from "#lib/log";

const INTERVAL_MS = 60_000;

/** Compares clocks now. @returns the problem it has logged, if there is one */
export async function checkClock(): Promise<string | null> {
  const skewSeconds = await measureClockSkew();
  const problem = clockProblem(skewSeconds);
  if (problem) log().error({ skewSeconds }, problem);
  return problem;
}

/** Compares clocks every minute for as long as the process lives. For those that send. */
export function startClockWatch(): void {
  const tick = () =>
    void checkClock().catch((error: unknown) => log().warn({ err: error }, "could not compare clocks"));
  tick();
  setInterval(tick, INTERVAL_MS).unref();
}
