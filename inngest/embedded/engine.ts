import "server-only";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import type { Pool } from "pg";
import { inngestBackoff } from "#inngest/embedded/backoff";
import { Liveness } from "#inngest/embedded/liveness";
import { migrateEngine, QUEUE_SCHEMA } from "#inngest/embedded/migrate";
import { queueLogger } from "#inngest/embedded/queue-logger";
import { type EngineFunction, readFunctions } from "#inngest/embedded/registry";
import { type EngineStats, type RunContext, runWork } from "#inngest/embedded/run-work";
import { sendCronEvent } from "#inngest/embedded/send-cron-event";
import { Store } from "#inngest/embedded/store";
import { log } from "#lib/log";

/** A cron time that passed while no worker ran, as during a restart, is made up for when it is no older than this. */
const CRON_BACKFILL_MS = 2 * 60_000;
const RESTART_MS = 500;

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

  const stats: EngineStats = { calls: 0, runsStarted: 0, runsCompleted: 0, runsFailed: 0 };
  const context: RunContext = {
    handler,
    functions: new Map(functions.map((fn) => [fn.id, fn])),
    store,
    stats,
    backoff: options.backoff ?? ((attempt) => inngestBackoff(attempt)),
  };
  const liveness = new Liveness(pool);
  await liveness.start();
  const queue = await startQueue(options, functions, liveness, {
    run: async (payload, { job }) => {
      const { runId, stepId } = payload as { runId: string; stepId: string };
      await runWork(context, { runId, stepId, jobId: job.id, taken: job.attempts });
    },
    cron: async (payload) => {
      const { functionId, cron, _cron } = payload as { functionId: string; cron: string; _cron: { ts: string } };
      await sendCronEvent(pool, functionId, cron, new Date(_cron.ts));
    },
  });

  return {
    functions,
    stats: () => ({ ...stats }),
    async stop(limitMs) {
      const drained = await Promise.race([queue.stop().then(() => true), sleep(limitMs, false, { ref: false })]);
      await liveness.stop();
      return drained;
    },
  };
}

/** Keeps graphile-worker running: it gives up when the database fails it for long, and is then started anew. */
async function startQueue(
  options: EngineOptions,
  functions: readonly EngineFunction[],
  liveness: Liveness,
  taskList: TaskList,
): Promise<{ stop(): Promise<void> }> {
  const concurrency = options.concurrency ?? 50;
  let stopping = false;
  let runner = await open();
  const kept = keep();

  async function open(): Promise<Runner> {
    const events: WorkerEvents = new EventEmitter();
    events.on("pool:create", ({ workerPool }) => {
      liveness
        .setPoolId(workerPool.id)
        .catch((error: unknown) => log().error({ err: error }, "The engine is not on record"));
    });
    return run({
      pgPool: options.pool,
      taskList,
      parsedCronItems: cronItems(functions),
      noHandleSignals: true,
      logger: queueLogger,
      events,
      preset: {
        worker: {
          schema: QUEUE_SCHEMA,
          concurrentJobs: concurrency,
          pollInterval: options.pollIntervalMs ?? 250,
          // Jobs are fetched and completed in batches. One that finds no free hands here goes back for others to take.
          localQueue: { size: concurrency, ttl: 1_000 },
          completeJobBatchDelay: 0,
          failJobBatchDelay: 0,
        },
      },
    });
  }

  async function keep(): Promise<void> {
    while (!stopping) {
      await runner.promise.catch((error: unknown) => log().error({ err: error }, "The engine's queue failed"));
      while (!stopping) {
        await sleep(RESTART_MS);
        try {
          runner = await open();
          break;
        } catch (error) {
          log().error({ err: error }, "The engine's queue could not be started");
        }
      }
    }
  }

  return {
    async stop() {
      stopping = true;
      await runner.stop().catch(() => {});
      await kept;
    },
  };
}

function cronItems(functions: readonly EngineFunction[]) {
  return parseCronItems(
    functions.flatMap(({ id, crons }) =>
      crons.map((cron) => ({
        task: "cron",
        match: cron,
        identifier: `${id} ${cron}`,
        payload: { functionId: id, cron },
        options: { backfillPeriod: CRON_BACKFILL_MS },
      })),
    ),
  );
}
