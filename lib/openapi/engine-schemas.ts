import { z } from "zod";
import { RUN_STATUSES } from "#lib/engine/engine-view";

// What the API answers operators about what executes the functions.

const time = z.string().meta({ format: "date-time" });
const functions = z.array(
  z.strictObject({
    id: z.string(),
    name: z.string(),
    events: z.array(z.string()).meta({ description: "Those that start it." }),
    crons: z.array(z.strictObject({ cron: z.string(), nextAt: time })).meta({ description: "In UTC." }),
    concurrency: z.string().nullable(),
    retries: z.number(),
  }),
);

const Embedded = z
  .strictObject({
    kind: z.literal("embedded"),
    functions,
    numbers: z.array(
      z.strictObject({
        functionId: z.string(),
        running: z.number(),
        queued: z.number(),
        completed: z.number().meta({ description: "Since the first start of the engine." }),
        failed24h: z.number(),
        lastRunAt: time.nullable(),
      }),
    ),
    queue: z.strictObject({
      running: z.number(),
      due: z.number().meta({ description: "Steps that could begin now." }),
      waitingForSlot: z.number(),
      scheduled: z.number(),
      oldestDueMs: z.number(),
      workers: z.number().meta({ description: "Worker processes that live." }),
    }),
  })
  .meta({ id: "EmbeddedEngine" });
const External = z
  .strictObject({
    kind: z.literal("external"),
    functions,
    server: z.strictObject({
      kind: z.enum(["cloud", "self-hosted", "dev"]),
      url: z.string(),
      dashboardUrl: z.string().meta({ description: "Where people look at runs." }),
      serveUrl: z.string().meta({ description: "Where it calls the functions." }),
      appVersion: z.string(),
    }),
  })
  .meta({ id: "ExternalEngine" });
export const Engine = z.discriminatedUnion("kind", [Embedded, External]).meta({ id: "Engine" });

const runFields = {
  id: z.string(),
  functionId: z.string(),
  status: z.enum(RUN_STATUSES),
  event: z.string().meta({ description: "The name of the event that started it." }),
  createdAt: time,
  scheduledAt: time.meta({ description: "When it is to start." }),
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  error: z.string().nullable(),
};
export const Run = z.strictObject(runFields).meta({ id: "Run" });

const error = z.strictObject({ name: z.string(), message: z.string() });
const kind = z.enum(["call", "sleep"]);
const attempt = z.number().meta({ description: "From 1." });
export const RunDetail = z
  .strictObject({
    ...runFields,
    eventJson: z.string().meta({ description: "JSON text." }),
    outputJson: z.string().nullable(),
    failure: error.nullable(),
    concurrencyKey: z.string().nullable(),
    steps: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        kind,
        attempts: z.number(),
        durationMs: z.number().nullable(),
        finishedAt: time,
        outputJson: z.string().nullable(),
        error: error.nullable(),
      }),
    ),
    failures: z
      .array(z.strictObject({ stepName: z.string(), attempt, error, failedAt: time, retryAt: time.nullable() }))
      .meta({ description: "Attempts that failed, in order, also those that were made good." }),
    next: z
      .array(
        z.strictObject({
          stepName: z.string(),
          kind,
          state: z.enum(["running", "due", "waiting for a slot", "scheduled"]),
          attempt,
          dueAt: time,
        }),
      )
      .meta({ description: "What it does next, or waits for." }),
  })
  .meta({ id: "RunDetail" });
