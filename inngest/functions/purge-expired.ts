import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { purgeRequested } from "#inngest/events";
import { purgeExpired } from "#lib/retention/purge-expired";

const RUN_MS = 10_000;

/** Every ten minutes, and again while anything is left, deletes some of what is past its retention. */
export const purgeExpiredData = inngest.createFunction(
  {
    id: "purge-expired",
    name: "Purge what is past its retention",
    triggers: [cron("*/10 * * * *"), purgeRequested],
    concurrency: { limit: 1 },
    retries: 1,
  },
  async ({ step }) => {
    const result = await step.run("purge", () => purgeExpired(RUN_MS));
    if (result.more) await step.sendEvent("go-on", purgeRequested.create({}));
    return result;
  },
);
