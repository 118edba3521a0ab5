import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { countEvents } from "#lib/statistics/count-events";

const RUN_MS = 10_000;

/** Every five minutes, counts what was accepted since into the hourly statistics of event types: pages count the rest. */
export const countAcceptedEvents = inngest.createFunction(
  {
    id: "count-events",
    name: "Count accepted events",
    triggers: [cron("*/5 * * * *")],
    concurrency: { limit: 1 },
    retries: 1,
  },
  ({ step }) => step.run("count", () => countEvents(RUN_MS)),
);
