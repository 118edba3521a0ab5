import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { previewReplay } from "#lib/replays/preview-replay";
import type { ReplayInput } from "#lib/replays/replay-schema";

const post = workspaceRoute("deliveries:replay", async ({ ctx, request }) =>
  Response.json(await previewReplay(ctx, null, await readJson<ReplayInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
