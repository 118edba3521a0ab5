import { requestReplay } from "#inngest/request-replay";
import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { pageReplays, type ReplayFilters } from "#lib/replays/page-replays";
import type { ReplayInput } from "#lib/replays/replay-schema";
import { startReplay } from "#lib/replays/start-replay";

const get = workspaceRoute("deliveries:read", async ({ ctx, request }) =>
  Response.json(await pageReplays(ctx, readQuery<ReplayFilters>(request))),
);

const post = workspaceRoute("deliveries:replay", async ({ ctx, request }) => {
  const replay = await startReplay(ctx, null, await readJson<ReplayInput>(request));
  return Response.json(await requestReplay(replay), { status: 202 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
