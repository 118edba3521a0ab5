import "server-only";
import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { log } from "#lib/log";
import type { ReplayView } from "#lib/replays/replay-view";

/** Has a replay that was just started carried out. It is committed already: should this fail, `resume-replays` asks again. */
export async function requestReplay(replay: ReplayView): Promise<ReplayView> {
  if (replay.status === "running") {
    await inngest
      .send(replayRequested.create({ replayId: replay.id }))
      .catch((error: unknown) => log().error({ err: error, replay: replay.id }, "asking for a replay failed"));
  }
  return replay;
}
