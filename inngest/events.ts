import { eventType, staticSchema } from "inngest";

/** A shard has work. Wakes of one generation coalesce: give each generation its own event id. */
export const dispatchWanted = eventType("webhook/dispatch.wanted", {
  schema: staticSchema<{ shard: number; generation: string }>(),
});

/** Somebody asked for a range of deliveries to be sent again. */
export const replayRequested = eventType("webhook/replay.requested", {
  schema: staticSchema<{ replayId: string }>(),
});

/** A test event for a webhook that no dispatcher serves, because it is paused or disabled. */
export const testRequested = eventType("webhook/test.requested", {
  schema: staticSchema<{ deliveryId: string }>(),
});

/** There is more to purge than one run could. */
export const purgeRequested = eventType("retention/purge.requested", { schema: staticSchema<Record<string, never>>() });
