import "server-only";
import { inngest } from "#inngest/client";
import { dispatchWanted } from "#inngest/events";
import { drainShard } from "#lib/dispatch/drain-shard";
import { sendWakes } from "#lib/dispatch/wake";

/**
 * Serves one shard's due deliveries for up to `POSTHORN_DISPATCH_SECONDS`, and wakes its successor. What must happen
 * is in the database: a run that dies, or a wake that is lost, is made up for by the sweep, so retries are few.
 *
 * One run per shard is the business of the shard's lease; a second one ends at once. An Inngest concurrency key would
 * let the second wait instead, and on a real server all shards' runs behind it, for seconds (docs/inngest.md).
 */
export const dispatchShard = inngest.createFunction(
  {
    id: "dispatch-shard",
    name: "Dispatch deliveries",
    triggers: [dispatchWanted],
    retries: 1,
  },
  async ({ event, step }) =>
    step.run("drain", async () => {
      const { acquired, claimed, next } = await drainShard(event.data.shard);
      // Inside the step: should the send be lost, so is the step, and the sweep wakes the shard.
      if (next) await sendWakes([next]);
      return { acquired, claimed };
    }),
);
