import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { failReplay, serveReplay } from "#lib/replays/run-replay";

/** When no webhook could take any more, the next run comes after this. Their queues are served meanwhile. */
const WAIT_MS = 5_000;

/**
 * Carries a bulk replay on for some seconds, then asks for its successor. The replay's rows in Postgres say where to go
 * on, so a run that dies is made up for by any other.
 */
export const runReplay = inngest.createFunction(
  {
    id: "run-replay",
    name: "Run a replay",
    triggers: [replayRequested],
    concurrency: { key: "event.data.replayId", limit: 1 },
    retries: 10,
    onFailure: async ({ event, error }) => {
      await failReplay(event.data.event.data.replayId, error.message);
    },
  },
  async ({ event, step }) => {
    const { replayId } = event.data;
    const { done, waiting } = await step.run("serve", () => serveReplay(replayId));
    if (done) return;
    const ts = waiting ? { ts: Date.now() + WAIT_MS } : {};
    await step.sendEvent("go-on", replayRequested.create({ replayId }, ts));
  },
);
