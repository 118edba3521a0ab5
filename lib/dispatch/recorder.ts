import "server-only";
import type { AttemptOutcome } from "#lib/attempts/make-attempt";
import { recordAttempts } from "#lib/attempts/record-attempts";
import { followUp } from "#lib/dispatch/follow-up";
import { log } from "#lib/log";

/** Outcomes gather this long, so that a busy dispatcher writes them by the hundred. */
const GATHER_MS = 5;
const BATCH_MAX = 500;
const RETRY_MS = 500;
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
    const startedAt = Date.now();
    for (;;) {
      try {
        const written = await recordAttempts(outcomes, this.#worker);
        await followUp(outcomes.filter(({ delivery }) => written.has(delivery.id)));
        return;
      } catch (error) {
        log().error({ err: error, attempts: outcomes.length }, "could not write attempts");
        if (Date.now() - startedAt > GIVE_UP_MS) return;
        await sleep(RETRY_MS);
      }
    }
  }
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
