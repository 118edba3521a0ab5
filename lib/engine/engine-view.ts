/** A function of the app, as an operator sees it. */
export interface FunctionView {
  /** As its runs and Inngest's dashboard name it, e.g. `posthorn-dispatch-shard`. */
  id: string;
  name: string;
  /** The events that start it. */
  events: string[];
  /** Five-field schedules in UTC, each with its next time. */
  crons: { cron: string; nextAt: string }[];
  /** In words, e.g. `1 per event.data.replayId`; null without a limit. */
  concurrency: string | null;
  /** How often a step, or the function between its steps, is tried again. */
  retries: number;
}

export interface FunctionNumbers {
  functionId: string;
  running: number;
  /** Sent and not started: due, waiting for a slot, or for a time to come. */
  queued: number;
  /** Since the first start of the engine, unlike those below. */
  completed: number;
  failed24h: number;
  lastRunAt: string | null;
}

/** What is left to do, counted by steps: a run may have several in parallel. */
export interface QueueView {
  /** In the hands of a worker. */
  running: number;
  /** Could begin now. */
  due: number;
  /** Waits for others of its concurrency limit. */
  waitingForSlot: number;
  /** Sleeps, waits for a retry, or was sent for later. */
  scheduled: number;
  /** For how long the first of those that are due has waited. */
  oldestDueMs: number;
  /** Worker processes that live. */
  workers: number;
}

export type EngineView =
  | { kind: "embedded"; functions: FunctionView[]; numbers: FunctionNumbers[]; queue: QueueView }
  | { kind: "external"; functions: FunctionView[]; server: ExternalServer };

/** The Inngest that executes the functions in place of the embedded engine. */
export interface ExternalServer {
  kind: "cloud" | "self-hosted" | "dev";
  /** Where it is reached. */
  url: string;
  /** Where people look at runs. */
  dashboardUrl: string;
  /** Where it calls the functions. */
  serveUrl: string;
  appVersion: string;
}

export const RUN_STATUSES = ["queued", "running", "completed", "failed", "canceled"] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunView {
  id: string;
  functionId: string;
  status: RunStatus;
  /** The name of the event that started it. */
  event: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  /** When it is to start; later than `createdAt` for an event of the future. */
  scheduledAt: string;
  error: string | null;
}

export interface RunError {
  name: string;
  message: string;
}

export interface RunDetail extends RunView {
  /** JSON text. Ours carry ids only. */
  eventJson: string;
  outputJson: string | null;
  failure: RunError | null;
  concurrencyKey: string | null;
  steps: RunStep[];
  /** Attempts that failed, in order, also those that were made good. */
  failures: RunFailure[];
  /** What it does next, or waits for. */
  next: RunWork[];
}

export interface RunStep {
  id: string;
  name: string;
  kind: "call" | "sleep";
  attempts: number;
  durationMs: number | null;
  finishedAt: string;
  outputJson: string | null;
  error: RunError | null;
}

export interface RunFailure {
  /** Empty between steps. */
  stepName: string;
  /** From 1. */
  attempt: number;
  error: RunError;
  failedAt: string;
  retryAt: string | null;
}

export interface RunWork {
  /** Empty when the function itself is called. */
  stepName: string;
  kind: "call" | "sleep";
  state: "running" | "due" | "waiting for a slot" | "scheduled";
  /** From 1. */
  attempt: number;
  dueAt: string;
}
