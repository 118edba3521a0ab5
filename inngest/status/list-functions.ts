import "server-only";
import { inngest } from "#inngest/client";
import { functions } from "#inngest/functions/index";
import { nextCronTime } from "#inngest/status/next-cron-time";
import type { FunctionView } from "#lib/engine/engine-view";

const DEFAULT_RETRIES = 4;

/** The functions of this version of the app, with those that handle failures, in the order in which they are listed. */
export function listFunctions(now: Date): FunctionView[] {
  return functions.flatMap((fn): FunctionView[] => {
    const { triggers = [], retries = DEFAULT_RETRIES, onFailure } = fn.opts;
    const id = fn.id(inngest.id);
    const crons = triggers.flatMap((trigger) => ("cron" in trigger && trigger.cron ? [trigger.cron] : []));
    const view: FunctionView = {
      id,
      name: fn.name,
      events: triggers.flatMap((trigger) => ("event" in trigger && trigger.event ? [eventName(trigger.event)] : [])),
      crons: crons.flatMap((cron) => {
        const next = nextCronTime(cron, now);
        return next ? [{ cron, nextAt: next.toISOString() }] : [];
      }),
      concurrency: describeConcurrency(fn.opts.concurrency),
      retries,
    };
    if (!onFailure) return [view];
    const events = [`when ${id} fails`];
    const handler = { id: `${id}-failure`, name: `${fn.name} (failure)`, events, crons: [], concurrency: null };
    return [view, { ...handler, retries: DEFAULT_RETRIES }];
  });
}

function eventName(event: string | { name: string }): string {
  return typeof event === "string" ? event : event.name;
}

function describeConcurrency(concurrency: (typeof functions)[number]["opts"]["concurrency"]): string | null {
  if (concurrency === undefined) return null;
  const rules = Array.isArray(concurrency) ? concurrency : [concurrency];
  return rules
    .map((rule) => (typeof rule === "number" ? `${rule}` : `${rule.limit}${rule.key ? ` per ${rule.key}` : ""}`))
    .join(", ");
}
