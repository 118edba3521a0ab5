import { setTimeout as sleep } from "node:timers/promises";

const POLL_MS = 50;

/**
 * Waits until a condition holds.
 *
 * @throws {Error} naming the condition when it does not within `timeoutMs`
 */
export async function until(what: string, holds: () => boolean | Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  const giveUpAt = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited ${timeoutMs / 1000} s in vain until ${what}.`);
    await sleep(POLL_MS);
  }
}
