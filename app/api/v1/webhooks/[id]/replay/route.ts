import { requestReplay } from "#inngest/request-replay";
import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import type { ReplayInput } from "#lib/replays/replay-schema";
import { startReplay } from "#lib/replays/start-replay";

const post = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, request, params }) => {
  const replay = await startReplay(ctx, params.id, await readJson<ReplayInput>(request));
  return Response.json(await requestReplay(replay), { status: 202 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
