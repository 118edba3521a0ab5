import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { probeDisabled } from "#lib/webhooks/probe-disabled";

const RUN_MS = 10_000;

/** Every five minutes, tries the webhooks that were disabled for failing and whose time has come. */
export const probeDisabledWebhooks = inngest.createFunction(
  { id: "probe-disabled-webhooks", name: "Probe disabled webhooks", triggers: [cron("*/5 * * * *")], retries: 0 },
  async ({ step }) => step.run("probe", () => probeDisabled(RUN_MS)),
);
