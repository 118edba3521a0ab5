import { purgeFinishedRuns } from "#inngest/functions/purge-finished-runs";

/** Every Inngest function of the app, for the embedded engine and for `/api/inngest` alike. */
export const functions = [purgeFinishedRuns];
