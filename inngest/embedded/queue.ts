import "server-only";
import { EventEmitter } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { type Logger, parseCronItems, type Runner, run, type WorkerEvents } from "graphile-worker";
import type { Pool } from "pg";
import type { Liveness } from "#inngest/embedded/liveness";
import { QUEUE_SCHEMA } from "#inngest/embedded/migrate";
import { createQueueLogger } from "#inngest/embedded/queue-logger";
import type { EngineFunction } from "#inngest/embedded/registry";
import { sendCronEvent } from "#inngest/embedded/send-cron-event";
import type { Claim } from "#inngest/embedded/store";
import { log } from "#lib/log";

/** A cron time that passed while no worker ran, as during a restart, is made up for when it is no older than this. */
const CRON_BACKFILL_MS = 2 * 60_000;
const REOPEN_MS = 500;
/** After failing to fetch jobs for this long, and still failing, a queue is replaced. */
const DEAF_MS = 3_000;

interface QueueOptions {
  pool: Pool;
  functions: readonly EngineFunction[];
  liveness: Liveness;
  concurrency: number;
  pollIntervalMs: number;
  runWork: (claim: Claim) => Promise<void>;
}

export interface Queue {
  /** Takes no more jobs, and waits for those under way. */
  stop(): Promise<void>;
  /** For when its tables were made anew: it remembers what was in the old ones. */
  restart(): void;
}

/** One run of graphile-worker, with the jobs that it has under way. */
interface Session {
  runner: Runner;
  poolId: string;
  underWay: Set<Promise<void>>;
  giveUp: () => void;
}

/**
 * Works off the jobs with graphile-worker, which gives up for good when it cannot mark a job as complete because a
 * database connection broke; and which, when the database refuses its very first statement, keeps that refusal and never
 * fetches a job. Then it is replaced; its jobs under way end by themselves, and what it still has locked after that is
 * freed.
 */
export async function startQueue(options: QueueOptions): Promise<Queue> {
  let stopping = false;
  let current = await open();

  async function open(): Promise<Session> {
    const underWay = new Set<Promise<void>>();
    const events: WorkerEvents = new EventEmitter();
    const created = new Promise<string>((resolve) => {
      events.once("pool:create", ({ workerPool }) => resolve(workerPool.id));
    });
    const gaveUp = Promise.withResolvers<void>();
    events.once("pool:gracefulShutdown", () => gaveUp.resolve());
    let failingSince: number | null = null;
    events.on("localQueue:getJobs:complete", () => {
      failingSince = null;
    });
    const logger = createQueueLogger(() => {
      failingSince ??= performance.now();
      if (performance.now() - failingSince > DEAF_MS) gaveUp.resolve();
    });
    const runner = await runGraphileWorker(options, events, logger, (claim) => {
      const work = options.runWork(claim).finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    });
    runner.promise.catch(() => {});
    const session = { runner, poolId: await created, underWay, giveUp: gaveUp.resolve };
    options.liveness.addPool(session.poolId);
    void gaveUp.promise.then(() => {
      if (!stopping) void replace(session);
    });
    return session;
  }

  async function replace(failed: Session): Promise<void> {
    log().warn("The engine's queue gave up and is started anew");
    failed.runner.stop().catch(() => {});
    while (!stopping) {
      try {
        current = await open();
        break;
      } catch (error) {
        log().warn({ err: error }, "The engine's queue cannot be started");
        await sleep(REOPEN_MS);
      }
    }
    await Promise.allSettled(failed.underWay);
    options.liveness.removePool(failed.poolId);
  }

  return {
    async stop() {
      stopping = true;
      await current.runner.stop().catch(() => {});
    },
    restart() {
      current.giveUp();
    },
  };
}

function runGraphileWorker(
  options: QueueOptions,
  events: WorkerEvents,
  logger: Logger,
  runWork: QueueOptions["runWork"],
): Promise<Runner> {
  return run({
    pgPool: options.pool,
    taskList: {
      run: (payload, { job }) => {
        const { runId, stepId } = payload as { runId: string; stepId: string };
        return runWork({ runId, stepId, jobId: job.id, taken: job.attempts });
      },
      cron: (payload) => {
        const { functionId, cron, _cron } = payload as { functionId: string; cron: string; _cron: { ts: string } };
        return sendCronEvent(options.pool, functionId, cron, new Date(_cron.ts));
      },
    },
    parsedCronItems: cronItems(options.functions),
    noHandleSignals: true,
    logger,
    events,
    preset: {
      worker: {
        schema: QUEUE_SCHEMA,
        concurrentJobs: options.concurrency,
        pollInterval: options.pollIntervalMs,
        // Jobs are fetched and completed in batches. One that finds no free hands here goes back for others to take.
        localQueue: { size: options.concurrency, ttl: 1_000 },
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
  });
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
