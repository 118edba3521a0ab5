import "server-only";
import { type EngineFunction, HANDLER_HOST, type Handler } from "#inngest/embedded/registry";
import type { Work } from "#inngest/embedded/store";

/** The SDK answers a function's own call, which runs as far as it can, for this step id. */
const WHOLE_FUNCTION = "step";

/** The request version that lets the SDK use the one it prefers; naming one costs it four failed parses per call. */
const SDK_DECIDES = -1;

/**
 * Calls the SDK's handler as an Inngest server would, but in process. The event and the memoised steps are JSON already
 * and go in as they are.
 *
 * `ctx.fn_id` is left out, which keeps the SDK's checkpointing off whatever a function asks for: it would report steps
 * to an API that is not there, and saves nothing where a call is no network request.
 */
export async function callFunction(handler: Handler, fn: EngineFunction, work: Work): Promise<Response> {
  const context = JSON.stringify({
    run_id: work.runId,
    attempt: work.attempt,
    max_attempts: fn.maxAttempts,
    disable_immediate_execution: work.planOnly,
    use_api: false,
  });
  const steps = [...work.steps].map(([id, memo]) => `${JSON.stringify(id)}:${memo}`).join();
  const stack = JSON.stringify({ stack: work.stack, current: work.stack.length });
  const url = new URL(fn.url);
  url.searchParams.set("stepId", work.stepId || WHOLE_FUNCTION);
  return handler(
    new Request(url, {
      method: "POST",
      headers: { host: HANDLER_HOST, "content-type": "application/json" },
      body: `{"version":${SDK_DECIDES},"ctx":${context.slice(0, -1)},"stack":${stack}},"event":${work.event},"events":[${work.event}],"steps":{${steps}}}`,
    }),
  );
}
