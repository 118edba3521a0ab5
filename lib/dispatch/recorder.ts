import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { recordAttempts } from "#lib/attempts/record-attempts";
import { isDatabaseUnavailable } from "#lib/database/is-database-unavailable";
import { followUp } from "#lib/dispatch/follow-up";
import { log } from "#lib/log";

/** Outcomes gather this long, so that a busy dispatcher writes them by the hundred. */
const GATHER_MS = 5;
const BATCH_MAX = 500;
const RETRY_MS = 500;
/** A conflict with another statement passes; what is refused as often as this is not. */
const REFUSALS_MAX = 2;
/** After this long the leases have expired and the sweep has recorded the attempts as interrupted. */
const GIVE_UP_MS = 60_000;

/** Writes outcomes back in batches, one statement at a time, and does what follows from them. */
export class Recorder {
  #queue: { outcome: AttemptOutcome; written: () => void }[] = [];
  #running: Promise<void> | null = null;
  readonly #worker: string;

  constructor(worker: string) {
    this.#worker = worker;
  }

  /** Resolves once the outcome is written, or known to be lost to the sweep. */
  add(outcome: AttemptOutcome): Promise<void> {
    return new Promise((written) => {
      this.#queue.push({ outcome, written });
      this.#running ??= this.#run().finally(() => {
        this.#running = null;
      });
    });
  }

  /** Resolves once everything added so far is written. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#queue.length > 0) {
      await sleep(GATHER_MS);
      const batch = this.#queue.splice(0, BATCH_MAX);
      const outcomes = batch.map(({ outcome }) => outcome);
      await this.#write(outcomes);
      for (const { written } of batch) written();
    }
  }

  async #write(outcomes: AttemptOutcome[]): Promise<void> {
    let written: Set<string> | undefined;
    const done = await this.#persist(outcomes, async () => {
      written ??= await recordAttempts(outcomes, this.#worker);
      await followUp(outcomes.filter(({ delivery }) => written?.has(delivery.id)));
    });
    if (done || written || outcomes.length === 1) return;
    // One of them is what the database refuses; it must not take the others with it.
    const half = outcomes.length >> 1;
    await this.#write(outcomes.slice(0, half));
    await this.#write(outcomes.slice(half));
  }

  /**
   * Repeats what fails, for long while the database is away.
   *
   * @returns false when the database refuses it
   */
  async #persist(outcomes: AttemptOutcome[], work: () => Promise<void>): Promise<boolean> {
    const startedAt = performance.now();
    for (let tries = 1; ; tries++) {
      try {
        await work();
        return true;
      } catch (error) {
        log().error({ err: error, attempts: outcomes.length }, "could not write attempts");
        const isAway = isDatabaseUnavailable(error);
        if (isAway ? performance.now() - startedAt > GIVE_UP_MS : tries >= REFUSALS_MAX) return isAway;
        await sleep(RETRY_MS);
      }
    }
  }
}
