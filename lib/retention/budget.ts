import { setTimeout as sleep } from "node:timers/promises";

/** Between two batches the purge rests for as long as the last one took, within these bounds. */
const MIN_REST_MS = 5;
const MAX_REST_MS = 1_000;

/** A purge's share of time: it ends when the time is up, and leaves the database half of it to others. */
export class Budget {
  readonly #deadline: number;
  #batchStartedAt = performance.now();

  constructor(maxMs: number) {
    this.#deadline = performance.now() + maxMs;
  }

  get isSpent(): boolean {
    return performance.now() >= this.#deadline;
  }

  /** Call it after each batch. */
  async rest(): Promise<void> {
    const tookMs = performance.now() - this.#batchStartedAt;
    await sleep(Math.min(MAX_REST_MS, Math.max(MIN_REST_MS, tookMs)));
    this.#batchStartedAt = performance.now();
  }
}
