import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { failReplay, replayNextBatch } from "#lib/replays/run-replay";

/** Batches per run: a step's result is kept until the run ends, so a long replay goes on in a new run. */
const BATCHES_PER_RUN = 50;

/** Makes the deliveries of a bulk replay due, batch by batch. The replay's row in Postgres says where to go on. */
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
    for (let batch = 0; batch < BATCHES_PER_RUN; batch++) {
      const { done } = await step.run(`batch-${batch}`, () => replayNextBatch(replayId));
      if (done) return;
    }
    await step.sendEvent("go-on", replayRequested.create({ replayId }));
  },
);
