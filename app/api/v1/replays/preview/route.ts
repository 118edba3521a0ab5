import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { previewReplay } from "#lib/replays/preview-replay";
import type { ReplayInput } from "#lib/replays/replay-schema";

export const POST = workspaceRoute("deliveries:replay", async ({ ctx, request }) =>
  Response.json(await previewReplay(ctx, null, await readJson<ReplayInput>(request))),
);
