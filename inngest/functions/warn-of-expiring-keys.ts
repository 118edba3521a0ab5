import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { warnOfExpiry } from "#lib/keys/warn-of-expiry";

/** Every hour, tells workspaces about API keys that are about to expire. */
export const warnOfExpiringKeys = inngest.createFunction(
  { id: "warn-of-expiring-keys", name: "Warn of expiring keys", triggers: [cron("41 * * * *")], retries: 2 },
  async ({ step }) => step.run("warn", async () => ({ warned: await warnOfExpiry() })),
);
