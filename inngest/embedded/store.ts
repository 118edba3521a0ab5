import "server-only";
import type { Pool } from "pg";
import type { PlannedStep, SerializedError, StepResult } from "#inngest/embedded/interpret-response";
import type { EngineFunction } from "#inngest/embedded/registry";

/** A queue job's claim on a piece of work. `taken` rises each time the job is taken, and fences whoever had it before. */
export interface Claim {
  runId: string;
  /** The planned step to run; empty when the function itself is called. */
  stepId: string;
  jobId: string;
  taken: number;
}

/** All that a call needs. `event` and the memoised `steps` are JSON text. */
export interface Work extends Claim {
  functionId: string;
  event: string;
  /** From 0. */
  attempt: number;
  /** Other steps of the run are under way, so the function may only say which steps come next. */
  planOnly: boolean;
  steps: Map<string, string>;
  /** The ids of the memoised steps in the order in which they finished. */
  stack: string[];
  /** In the very first call of a run: how long after the time it was sent for. */
  firstAfterMs: number | null;
}

/** Statements on the engine's schema; each is one transaction (see migrations/003-run-work.sql and 006-observe.sql). */
export class Store {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Writes down what the SDK registered, for `send_events` and the slots. */
  async register(functions: EngineFunction[]): Promise<void> {
    await this.#call("register_functions", [
      JSON.stringify(
        functions.map(({ id, name, concurrency, cancels }) => ({
          id,
          name,
          cancels,
          concurrencyLimit: concurrency?.limit,
          concurrencyPath: concurrency?.path,
        })),
      ),
      JSON.stringify(
        functions.flatMap(({ id, triggers }) => triggers.map((trigger) => ({ ...trigger, functionId: id }))),
      ),
    ]);
  }

  /** Takes the work of a job; null when there is nothing (left) to do for it now. */
  async begin(claim: Claim): Promise<Work | null> {
    const { rows } = await this.#pool.query<{
      function_id: string;
      event: string;
      step_id: string;
      attempt: number;
      plan_only: boolean;
      steps: Record<string, string>;
      stack: string[];
      first_after_ms: number | null;
    }>({
      name: "posthorn_engine_begin_work",
      text: "SELECT function_id, event, step_id, attempt, plan_only, steps, stack, first_after_ms FROM posthorn_engine.begin_work($1, $2, $3, $4)",
      values: [claim.runId, claim.stepId, claim.jobId, claim.taken],
    });
    const row = rows[0];
    if (!row) return null;
    return {
      ...claim,
      stepId: row.step_id,
      functionId: row.function_id,
      event: row.event,
      attempt: row.attempt,
      planOnly: row.plan_only,
      steps: new Map(Object.entries(row.steps)),
      stack: row.stack,
      firstAfterMs: row.first_after_ms,
    };
  }

  /** Stores results and plans of a call that took `ms`, and says how the job goes on. */
  async storeSteps(
    claim: Claim,
    results: StepResult[],
    planned: PlannedStep[],
    ms: number,
  ): Promise<"continue" | "reload" | "done"> {
    return this.#settle("store_steps", claim, [
      results.map(({ id }) => id),
      results.map(({ name }) => name),
      results.map(({ data }) => (data === undefined ? null : JSON.stringify(data))),
      results.map(({ error }) => (error ? JSON.stringify(error) : null)),
      JSON.stringify(planned),
      ms,
    ]);
  }

  /** Calls again in `delayMs`, with the next attempt's number. `step` is the name of what failed. */
  async retry(claim: Claim, error: SerializedError, delayMs: number, step = ""): Promise<void> {
    await this.#settle("retry_work", claim, [JSON.stringify(error), delayMs, step]);
  }

  /** Ends the run with its result. Answers whether it was still this job's to end. */
  async complete(claim: Claim, output: unknown): Promise<boolean> {
    return this.#settle("finish_run", claim, [JSON.stringify(output ?? null), null, null, ""]);
  }

  /** Ends the run with an error and sends `failure`. Answers whether it was still this job's to end. */
  async fail(claim: Claim, error: SerializedError, failure: object, step = ""): Promise<boolean> {
    return this.#settle("finish_run", claim, [null, JSON.stringify(error), JSON.stringify(failure), step]);
  }

  async #settle<Result>(name: string, claim: Claim, values: unknown[]): Promise<Result> {
    return this.#call(name, [claim.runId, claim.stepId, claim.jobId, claim.taken, ...values]);
  }

  async #call<Result>(name: string, values: unknown[]): Promise<Result> {
    const { rows } = await this.#pool.query<{ result: Result }>({
      name: `posthorn_engine_${name}`,
      text: `SELECT posthorn_engine.${name}(${values.map((_, index) => `$${index + 1}`).join()}) AS result`,
      values,
    });
    return (rows[0] as { result: Result }).result;
  }
}
