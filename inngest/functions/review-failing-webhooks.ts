import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { reviewFailing } from "#lib/webhooks/review-failing";

/** Every hour, warns about webhooks that only fail, and disables those that did for days. */
export const reviewFailingWebhooks = inngest.createFunction(
  { id: "review-failing-webhooks", name: "Review failing webhooks", triggers: [cron("23 * * * *")], retries: 2 },
  async ({ step }) => step.run("review", reviewFailing),
);
