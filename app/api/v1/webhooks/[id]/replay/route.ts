import { inngest } from "#inngest/client";
import { replayRequested } from "#inngest/events";
import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import type { ReplayInput } from "#lib/replays/replay-schema";
import { startReplay } from "#lib/replays/start-replay";

export const POST = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, request, params }) => {
  const replay = await startReplay(ctx, params.id, await readJson<ReplayInput>(request));
  if (replay.status === "running") await inngest.send(replayRequested.create({ replayId: replay.id }));
  return Response.json(replay, { status: 202 });
});
