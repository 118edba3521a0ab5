import { requestReplay } from "#inngest/request-replay";
import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import type { ReplayInput } from "#lib/replays/replay-schema";
import { startReplay } from "#lib/replays/start-replay";

export const POST = workspaceRoute("deliveries:replay", async ({ ctx, request }) => {
  const replay = await startReplay(ctx, null, await readJson<ReplayInput>(request));
  return Response.json(await requestReplay(replay), { status: 202 });
});
