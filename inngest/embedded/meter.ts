import "server-only";
import type { Pool } from "pg";
import { LATENCY_BUCKETS_MS, latencyBucket } from "#inngest/embedded/latency-buckets";
import { log } from "#lib/log";

const FLUSH_MS = 2_000;

/** Counted since the engine started, in this process. */
export interface EngineStats {
  /** Calls of the SDK's handler. */
  calls: number;
  runsStarted: number;
  runsCompleted: number;
  runsFailed: number;
}

type Count = "calls" | "started" | "completed" | "failed";

/**
 * Counts what an engine does, per function, and adds it every two seconds to the counters that all engines share in
 * Postgres: the process that answers /metrics is another one. `kill -9` forgets the last two seconds' counts.
 */
export class Meter {
  readonly #pool: Pool;
  /** function → metric → value, since the last flush. */
  #counted = new Map<string, Map<string, number>>();
  readonly #totals = new Map<Count, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  start(): void {
    this.#timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.#timer.unref();
  }

  count(functionId: string, what: Count): void {
    this.#add(functionId, what, 1);
    this.#totals.set(what, (this.#totals.get(what) ?? 0) + 1);
  }

  /** A run's first call, so many milliseconds after the time it was sent for. */
  started(functionId: string, afterMs: number): void {
    this.count(functionId, "started");
    this.#add(functionId, "latency_ms", afterMs);
    const bucket = LATENCY_BUCKETS_MS.find((limit) => afterMs <= limit);
    if (bucket !== undefined) this.#add(functionId, latencyBucket(bucket), 1);
  }

  stats(): EngineStats {
    const total = (what: Count) => this.#totals.get(what) ?? 0;
    return {
      calls: total("calls"),
      runsStarted: total("started"),
      runsCompleted: total("completed"),
      runsFailed: total("failed"),
    };
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async flush(): Promise<void> {
    const rows = [...this.#counted].flatMap(([functionId, counts]) =>
      [...counts].map(([name, value]) => ({ functionId, name, value })),
    );
    if (rows.length === 0) return;
    this.#counted = new Map();
    try {
      await this.#pool.query("SELECT posthorn_engine.count_metrics($1, $2, $3)", [
        rows.map((row) => row.functionId),
        rows.map((row) => row.name),
        rows.map((row) => row.value),
      ]);
    } catch (error) {
      // They are counted with the next ones.
      for (const row of rows) this.#add(row.functionId, row.name, row.value);
      log().debug({ err: error }, "The engine could not write down its counters");
    }
  }

  #add(functionId: string, name: string, value: number): void {
    const counts = this.#counted.get(functionId) ?? new Map<string, number>();
    this.#counted.set(functionId, counts);
    counts.set(name, (counts.get(name) ?? 0) + value);
  }
}
