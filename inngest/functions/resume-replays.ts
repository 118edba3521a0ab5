import { cron } from "inngest";
import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { findUnfinishedReplays } from "#lib/replays/find-unfinished-replays";

const PATIENCE_MS = 5 * 60_000;

/**
 * Asks again for replays that don't finish: the process may have died between writing one down and asking for it. One
 * that is merely long gains a run that shares its work, since every batch moves the same cursor.
 */
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
