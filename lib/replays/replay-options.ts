import type { DeliveryStatus, ReplayStatus } from "#prisma/client";

// What a person or program may choose. Plain values, for the domain and the pages alike.

export const REPLAY_KINDS = ["matching", "selected", "missing"] as const;
export type ReplayKind = (typeof REPLAY_KINDS)[number];

export const REPLAY_STATUSES = [
  "running",
  "succeeded",
  "failed",
  "canceled",
] as const satisfies readonly ReplayStatus[];

/** The statuses that can be sent again in bulk. */
export const REPLAYABLE_STATUSES = [
  "failed",
  "succeeded",
  "held",
  "canceled",
] as const satisfies readonly DeliveryStatus[];

/** Deliveries per second unless asked otherwise: 1,000 take ten seconds, 100,000 a quarter of an hour. */
export const REPLAY_RATE = 100;
export const MAX_REPLAY_RATE = 1000;

/** A preview counts up to here. */
export const PREVIEW_MAX = 10_000;
