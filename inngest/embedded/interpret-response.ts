import { retryAfterMs, sleepEnd } from "#inngest/embedded/durations";

/** An error as the SDK serialises it. */
export interface SerializedError {
  name: string;
  message: string;
  stack?: string;
}

export interface StepResult {
  id: string;
  name: string;
  data?: unknown;
  error?: SerializedError;
}

export interface PlannedStep {
  id: string;
  name: string;
  kind: "call" | "sleep";
  race: boolean;
  /** When a sleep ends. */
  at?: Date;
}

/** What an answer of the SDK asks the engine to do. `step` is the name of the one that failed; without, it was between them. */
export type Outcome =
  | { type: "completed"; output: unknown }
  | { type: "failed"; error: SerializedError; step?: string }
  | { type: "retry"; error: SerializedError; delayMs: number | null; step?: string }
  | { type: "steps"; results: StepResult[]; planned: PlannedStep[] };

/** One operation of a 206 answer. */
interface Operation {
  id: string;
  op: string;
  name?: string;
  displayName?: string;
  data?: unknown;
  error?: unknown;
  opts?: { parallelMode?: string };
}

/** Reads an answer of the SDK: 200 result, 206 operations, anything else an error of the function between its steps. */
export async function interpretResponse(response: Response, now: Date): Promise<Outcome> {
  const text = await response.text();
  const delayMs = retryAfterMs(response.headers.get("retry-after"), now);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return {
      type: "retry",
      error: { name: "Error", message: `The SDK answered ${response.status}: ${text}` },
      delayMs,
    };
  }
  if (response.status === 200) return { type: "completed", output: body };
  if (response.status === 206)
    return interpretOperations((Array.isArray(body) ? body : [body]) as Operation[], delayMs, now);
  const error = toError(body);
  return response.headers.get("x-inngest-no-retry") === "true"
    ? { type: "failed", error }
    : { type: "retry", error, delayMs };
}

function interpretOperations(operations: Operation[], delayMs: number | null, now: Date): Outcome {
  const results: StepResult[] = [];
  const planned: PlannedStep[] = [];
  for (const operation of operations) {
    const step = { id: operation.id, name: operation.displayName ?? operation.name ?? operation.id };
    const race = operation.opts?.parallelMode === "race";
    switch (operation.op) {
      case "StepRun":
        results.push({ ...step, data: operation.data ?? null });
        break;
      case "StepFailed":
        results.push({ ...step, error: toError(operation.error) });
        break;
      case "StepError":
        return { type: "retry", error: toError(operation.error), delayMs, step: step.name };
      case "StepPlanned":
        planned.push({ ...step, kind: "call", race });
        break;
      case "Sleep":
        planned.push({ ...step, kind: "sleep", race, at: sleepEnd(operation.name ?? "", now) });
        break;
      default:
        return {
          type: "failed",
          step: step.name,
          error: {
            name: "UnsupportedStepError",
            message: `The step "${step.name}" is a ${operation.op}, which the embedded Inngest engine does not support.`,
          },
        };
    }
  }
  return { type: "steps", results, planned };
}

function toError(value: unknown): SerializedError {
  if (typeof value !== "object" || value === null) return { name: "Error", message: String(value) };
  const { name, message, error, stack } = value as Record<string, unknown>;
  return {
    name: typeof name === "string" ? name : "Error",
    message: String(message ?? error ?? "Unknown error"),
    ...(typeof stack === "string" ? { stack } : {}),
  };
}
