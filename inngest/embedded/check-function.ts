import { parseCronItem } from "graphile-worker";
import type { EngineFunction, RegisteredFunction } from "#inngest/embedded/registry";

const DEFAULT_RETRIES = 4;
const FUNCTION_FAILED = "inngest/function.failed";
/** The expression that the SDK gives to `onFailure` handlers. */
const FAILURE_OF = /^event\.data\.function_id == '([^']+)'$/;
/** `event.data.a.b`, the only form of concurrency key that needs no CEL. */
const KEY_PATH = /^event\.data((?:\.[A-Za-z_]\w*)+)$/;
/** What the SDK makes of `cancelOn: { match: "data.a.b" }`, the only condition that needs no CEL. */
const SAME_VALUE = /^event((?:\.[A-Za-z_]\w*)+) == async\1$/;
/** All options a registration may carry. A new SDK's new ones are refused until somebody has looked at them. */
const SUPPORTED = new Set(["id", "name", "triggers", "steps", "concurrency", "cancel"]);

/** A function asks for something that only a real Inngest server does. The message is one sentence. */
export class UnsupportedOptionError extends Error {
  override name = "UnsupportedOptionError";

  constructor(functionId: string, option: string) {
    super(
      `The function "${functionId}" uses ${option}, which the embedded Inngest engine does not support: change the function or set INNGEST_BASE_URL to run on a real Inngest server.`,
    );
  }
}

/**
 * Turns a registration into what the engine runs.
 *
 * @throws {UnsupportedOptionError} naming the function and the first option that the engine does not do
 */
export function checkFunction(fn: RegisteredFunction): EngineFunction {
  for (const [option, value] of Object.entries(fn)) {
    if (!SUPPORTED.has(option) && value !== undefined && value !== null) {
      throw new UnsupportedOptionError(fn.id, option);
    }
  }
  const triggers: EngineFunction["triggers"] = [];
  const crons: string[] = [];
  for (const trigger of fn.triggers) {
    if ("cron" in trigger) crons.push(checkCron(fn.id, trigger));
    else triggers.push(checkEventTrigger(fn.id, trigger));
  }
  return {
    id: fn.id,
    name: fn.name,
    url: fn.steps.step.runtime.url,
    maxAttempts: (fn.steps.step.retries?.attempts ?? DEFAULT_RETRIES) + 1,
    triggers,
    crons,
    concurrency: checkConcurrency(fn),
    cancels: (fn.cancel ?? []).map((rule) => checkCancel(fn.id, rule)),
  };
}

function checkCancel(functionId: string, rule: { event: string; if?: string; timeout?: string }) {
  const { event, if: condition, timeout } = rule;
  if (event.includes("*") || event.startsWith("inngest/")) {
    throw new UnsupportedOptionError(functionId, `cancelOn for the event "${event}"`);
  }
  if (timeout) throw new UnsupportedOptionError(functionId, "cancelOn with a timeout");
  if (!condition) return { event, path: null };
  const path = SAME_VALUE.exec(condition)?.[1];
  if (!path) throw new UnsupportedOptionError(functionId, `cancelOn with "if: ${condition}" (only match)`);
  return { event, path: path.slice(1).split(".") };
}

function checkEventTrigger(functionId: string, trigger: { event: string; expression?: string }) {
  const { event, expression } = trigger;
  if (event.includes("*")) throw new UnsupportedOptionError(functionId, `the wildcard trigger "${event}"`);
  if (event.startsWith("inngest/") && event !== FUNCTION_FAILED) {
    throw new UnsupportedOptionError(functionId, `a trigger on "${event}"`);
  }
  if (!expression) return { event, failureOf: null };
  const failureOf = event === FUNCTION_FAILED ? FAILURE_OF.exec(expression)?.[1] : undefined;
  if (!failureOf) throw new UnsupportedOptionError(functionId, `the trigger condition "if: ${expression}"`);
  return { event, failureOf };
}

function checkCron(functionId: string, { cron, jitter }: { cron: string; jitter?: string }): string {
  if (jitter) throw new UnsupportedOptionError(functionId, "cron jitter");
  try {
    parseCronItem({ task: "cron", match: cron, identifier: "check" });
  } catch {
    throw new UnsupportedOptionError(functionId, `the schedule "${cron}" (only five fields in UTC)`);
  }
  return cron;
}

function checkConcurrency({ id, concurrency }: RegisteredFunction): EngineFunction["concurrency"] {
  if (concurrency === undefined || concurrency === null) return null;
  if (typeof concurrency === "number") return { limit: concurrency, path: null };
  const rules = Array.isArray(concurrency) ? concurrency : [concurrency];
  const [rule] = rules;
  if (!rule) return null;
  if (rules.length > 1) throw new UnsupportedOptionError(id, "more than one concurrency rule");
  if (rule.scope && rule.scope !== "fn") throw new UnsupportedOptionError(id, `concurrency of scope "${rule.scope}"`);
  if (!rule.key) return { limit: rule.limit, path: null };
  const path = KEY_PATH.exec(rule.key)?.[1];
  if (!path) throw new UnsupportedOptionError(id, `the concurrency key "${rule.key}" (only event.data.<field>)`);
  return { limit: rule.limit, path: ["data", ...path.slice(1).split(".")] };
}
