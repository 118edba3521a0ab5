import type { RetrySchedule } from "#lib/profiles/profile-schema";

/** A share of the delay, up or down, so that deliveries that failed together do not come back together. */
const JITTER = 0.1;
const MAX_RETRY_AFTER_SECONDS = 24 * 3600;
/** The longest rest after a 429 that does not say how long. */
const MAX_UNASKED_SECONDS = 60;

/**
 * The delay before the next attempt in seconds, or null when the schedule is used up.
 *
 * @param step how many retries the delivery has had: 0 after the first attempt
 */
export function retryDelaySeconds(schedule: RetrySchedule, step: number): number | null {
  if ("delaysSeconds" in schedule) return schedule.delaysSeconds[step] ?? null;
  const delay = (i: number) => Math.min(schedule.firstSeconds * schedule.factor ** i, schedule.capSeconds);
  let elapsed = 0;
  for (let i = 0; i <= step; i++) {
    elapsed += delay(i);
    if (elapsed > schedule.windowSeconds) return null;
  }
  return delay(step);
}

/**
 * When the attempts of a delivery that only fails are made, in seconds after the first one (which is at 0), without
 * jitter.
 *
 * @param max no more than this many
 */
export function attemptTimes(schedule: RetrySchedule, max: number): number[] {
  const times = [0];
  while (times.length < max) {
    const step = times.length - 1;
    const delay =
      "delaysSeconds" in schedule
        ? schedule.delaysSeconds[step]
        : Math.min(schedule.firstSeconds * schedule.factor ** step, schedule.capSeconds);
    if (delay === undefined) break;
    const time = (times.at(-1) ?? 0) + delay;
    if ("windowSeconds" in schedule && time > schedule.windowSeconds) break;
    times.push(time);
  }
  return times;
}

/** @param random uniform in [0, 1) */
export function withJitter(seconds: number, random: number): number {
  return seconds * (1 - JITTER + 2 * JITTER * random);
}

/**
 * The seconds a `Retry-After` header asks for: a number of seconds or an HTTP date (RFC 9110 §10.2.3). Null when it is
 * neither; at most 24 h.
 */
export function parseRetryAfter(value: string, nowMs: number): number | null {
  const text = value.trim();
  const seconds = /^\d{1,12}$/.test(text) ? Number(text) : (Date.parse(text) - nowMs) / 1000;
  // Date.parse also reads bare negative numbers and words; an HTTP date always names its zone.
  if (Number.isNaN(seconds) || (!/^\d+$/.test(text) && !/GMT$/.test(text))) return null;
  return Math.min(Math.max(0, seconds), MAX_RETRY_AFTER_SECONDS);
}

/** The answers of a receiver that has too much to do (checklist 34 and 35, and 503): the whole webhook goes slower. */
export function throttles(status: number): boolean {
  return status === 429 || status === 502 || status === 503 || status === 504;
}

/**
 * How long the whole webhook rests after an answer, in seconds, or null. What `Retry-After` asks for on any answer
 * delays that delivery alone; on one of these it is meant for all. A 429 that names no time gets the delay that the
 * delivery itself gets, up to a minute; the others then only make the lane narrower, and five in a row open the circuit.
 *
 * @param retryAfterSeconds what the answer asked for, if it did
 * @param delaySeconds the delivery's next delay, or null when it has no attempt left
 */
export function throttleSeconds(
  status: number,
  retryAfterSeconds: number | null,
  delaySeconds: number | null,
): number | null {
  if (!throttles(status)) return null;
  if (retryAfterSeconds !== null || status !== 429) return retryAfterSeconds;
  return Math.min(delaySeconds ?? MAX_UNASKED_SECONDS, MAX_UNASKED_SECONDS);
}
