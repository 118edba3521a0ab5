import "server-only";
import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { settleStrays, sweep } from "#lib/dispatch/sweep";

/**
 * The sweep for deployments without a long-lived process. Where the sweep loop runs, it has already done the work and
 * this finds nothing.
 */
export const sweepDeliveries = inngest.createFunction(
  { id: "sweep-deliveries", name: "Sweep deliveries", triggers: [cron("* * * * *")], retries: 0 },
  async ({ step }) =>
    step.run("sweep", async () => {
      const result = await sweep();
      await settleStrays();
      return result;
    }),
);
