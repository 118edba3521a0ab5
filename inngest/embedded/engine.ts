import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import type { Pool } from "pg";
import { inngestBackoff } from "#inngest/embedded/backoff";
import { Liveness } from "#inngest/embedded/liveness";
import { type EngineStats, Meter } from "#inngest/embedded/meter";
import { migrateEngine } from "#inngest/embedded/migrate";
import { type Queue, startQueue } from "#inngest/embedded/queue";
import { type EngineFunction, readFunctions } from "#inngest/embedded/registry";
import { type RunContext, runWork } from "#inngest/embedded/run-work";
import { Store } from "#inngest/embedded/store";
import { log } from "#lib/log";

const RELEASE_MS = 1_000;

export interface EngineOptions {
  client: Inngest.Any;
  functions: readonly InngestFunction.Any[];
  pool: Pool;
  /** How many calls run at once in this process. */
  concurrency?: number;
  /** How late a timer may be, in milliseconds; runs that are due start at once, whatever it is. */
  pollIntervalMs?: number;
  /** Milliseconds to wait after the failed attempt with this number, counted from 0. */
  backoff?: (attempt: number) => number;
}

/** A running engine. */
export interface Engine {
  functions: readonly EngineFunction[];
  /** Counters of this process since the start. */
  stats(): EngineStats;
  /**
   * Takes no more work, waits up to `limitMs` for the calls in progress, and releases the rest for other engines.
   *
   * @returns whether all calls ended in time
   */
  stop(limitMs: number): Promise<boolean>;
}

/**
 * Starts an engine: migrates its schema, registers the functions and works until it is stopped. Any number of engines
 * may share a database.
 *
 * @throws {UnsupportedOptionError} when a function asks for what only a real Inngest server does
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { pool } = options;
  const handler = serve({ client: options.client, functions: options.functions });
  const functions = await readFunctions(handler);
  await migrateEngine(pool);
  const store = new Store(pool);
  await store.register(functions);

  const meter = new Meter(pool);
  meter.start();
  const context: RunContext = {
    handler,
    functions: new Map(functions.map((fn) => [fn.id, fn])),
    store,
    meter,
    backoff: options.backoff ?? ((attempt) => inngestBackoff(attempt)),
  };
  const liveness = new Liveness(pool, async () => {
    log().warn("The engine's tables are gone and are made anew; what was under way is found by the sweep");
    await migrateEngine(pool);
    await store.register(functions);
    queue.restart();
  });
  await liveness.start();
  const queue: Queue = await startQueue({
    pool,
    functions,
    liveness,
    concurrency: options.concurrency ?? 50,
    pollIntervalMs: options.pollIntervalMs ?? 250,
    runWork: (claim) => runWork(context, claim),
  });

  return {
    functions,
    stats: () => meter.stats(),
    async stop(limitMs) {
      const drained = await Promise.race([queue.stop().then(() => true), sleep(limitMs, false, { ref: false })]);
      // Nothing may hold up the end of the process; what stays locked is freed as of any engine that died.
      await Promise.race([
        Promise.all([liveness.stop(), meter.stop()]),
        sleep(RELEASE_MS, undefined, { ref: false }),
      ]).catch((error: unknown) => log().warn({ err: error }, "The engine could not release its jobs"));
      return drained;
    },
  };
}
