import { attemptTest } from "#inngest/functions/attempt-test";
import { countAcceptedEvents } from "#inngest/functions/count-events";
import { dispatchShard } from "#inngest/functions/dispatch-shard";
import { mailNotifications } from "#inngest/functions/mail-notifications";
import { probeDisabledWebhooks } from "#inngest/functions/probe-disabled-webhooks";
import { purgeExpiredData } from "#inngest/functions/purge-expired";
import { purgeFinishedRuns } from "#inngest/functions/purge-finished-runs";
import { resumeReplays } from "#inngest/functions/resume-replays";
import { reviewFailingWebhooks } from "#inngest/functions/review-failing-webhooks";
import { runReplay } from "#inngest/functions/run-replay";
import { sweepDeliveries } from "#inngest/functions/sweep-deliveries";
import { warnOfExpiringKeys } from "#inngest/functions/warn-of-expiring-keys";

/** Every Inngest function of the app, for the embedded engine and for `/api/inngest` alike. */
export const functions = [
  dispatchShard,
  runReplay,
  resumeReplays,
  sweepDeliveries,
  reviewFailingWebhooks,
  probeDisabledWebhooks,
  warnOfExpiringKeys,
  attemptTest,
  mailNotifications,
  purgeExpiredData,
  countAcceptedEvents,
  purgeFinishedRuns,
];
