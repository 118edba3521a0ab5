import "server-only";
import { callFunction } from "#inngest/embedded/call-function";
import {
  interpretResponse,
  type Outcome,
  type SerializedError,
  type StepResult,
} from "#inngest/embedded/interpret-response";
import type { Meter } from "#inngest/embedded/meter";
import type { EngineFunction, Handler } from "#inngest/embedded/registry";
import type { Claim, Store, Work } from "#inngest/embedded/store";

/** During a deploy the other version of the app may know a function that this one does not. */
const UNKNOWN_MAX_ATTEMPTS = 5;

export interface RunContext {
  handler: Handler;
  functions: Map<string, EngineFunction>;
  store: Store;
  meter: Meter;
  /** Milliseconds to wait after the failed attempt with this number, counted from 0. */
  backoff: (attempt: number) => number;
}

/**
 * Carries out one job: calls the function again and again, storing each step's result before the next call, until the
 * run ends or has to wait for a time, a slot or other steps.
 *
 * @throws when the database fails; the queue then repeats the job
 */
export async function runWork(context: RunContext, claim: Claim): Promise<void> {
  const { store, meter } = context;
  let work = await store.begin(claim);
  if (work?.firstAfterMs != null) meter.started(work.functionId, work.firstAfterMs);
  while (work) {
    const fn = context.functions.get(work.functionId);
    const calledAt = performance.now();
    const outcome = fn ? await call(context, fn, work) : unknownFunction(work);
    if (outcome.type === "steps") {
      const next = await store.storeSteps(work, outcome.results, outcome.planned, performance.now() - calledAt);
      if (next === "done") return;
      work = next === "continue" ? withResults(work, outcome.results) : await store.begin({ ...work, stepId: "" });
    } else if (outcome.type === "completed") {
      if (await store.complete(work, outcome.output)) meter.count(work.functionId, "completed");
      return;
    } else if (outcome.type === "retry" && work.attempt + 1 < (fn?.maxAttempts ?? UNKNOWN_MAX_ATTEMPTS)) {
      await store.retry(work, outcome.error, outcome.delayMs ?? context.backoff(work.attempt), outcome.step);
      return;
    } else {
      const failure = failureEvent(work, outcome.error);
      if (await store.fail(work, outcome.error, failure, outcome.step)) meter.count(work.functionId, "failed");
      return;
    }
  }
}

async function call({ handler, meter }: RunContext, fn: EngineFunction, work: Work): Promise<Outcome> {
  meter.count(fn.id, "calls");
  try {
    return await interpretResponse(await callFunction(handler, fn, work), new Date());
  } catch (error) {
    return { type: "retry", error: { name: "Error", message: String(error) }, delayMs: null };
  }
}

function unknownFunction({ functionId }: Work): Outcome {
  const message = `This version of the app has no function "${functionId}".`;
  return { type: "retry", error: { name: "Error", message }, delayMs: null };
}

function withResults(work: Work, results: StepResult[]): Work {
  const steps = new Map(work.steps);
  for (const { id, data, error } of results) {
    steps.set(id, JSON.stringify(error ? { type: "error", error } : { type: "data", data: data ?? null }));
  }
  return { ...work, attempt: 0, steps, stack: [...work.stack, ...results.map(({ id }) => id)] };
}

/** The event that starts `onFailure` handlers, as Inngest sends it. */
function failureEvent(work: Work, error: SerializedError): object {
  return {
    id: `${work.runId}:failed`,
    name: "inngest/function.failed",
    ts: Date.now(),
    data: { function_id: work.functionId, run_id: work.runId, error, event: JSON.parse(work.event) as unknown },
  };
}
