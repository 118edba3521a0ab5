import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { findUnfinishedReplays } from "#lib/replays/find-unfinished-replays";

/** A replay that runs, or waits for its webhook, moves at least every ten seconds. */
const PATIENCE_MS = 90_000;

/** Asks again for replays that don't move: the process may have died between writing one down and asking for it. */
export const resumeReplays = inngest.createFunction(
  { id: "resume-replays", name: "Resume replays", triggers: [cron("*/5 * * * *")], retries: 1 },
  async ({ step }) => {
    const ids = await step.run("find", () => findUnfinishedReplays(new Date(Date.now() - PATIENCE_MS)));
    if (ids.length > 0)
      await step.sendEvent(
        "ask-again",
        ids.map((replayId) => replayRequested.create({ replayId })),
      );
    return { asked: ids.length };
  },
);
