import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { log } from "#lib/log";
import type { ReplayInput } from "#lib/replays/replay-schema";
import { startReplay } from "#lib/replays/start-replay";

export const POST = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, request, params }) => {
  const replay = await startReplay(ctx, params.id, await readJson<ReplayInput>(request));
  if (replay.status === "running") {
    // The replay is written down: if Inngest is out of reach, the function resume-replays asks again when it is back.
    await inngest
      .send(replayRequested.create({ replayId: replay.id }))
      .catch((error: unknown) => log().warn({ err: error, replayId: replay.id }, "could not ask for a replay yet"));
  }
  return Response.json(replay, { status: 202 });
});
