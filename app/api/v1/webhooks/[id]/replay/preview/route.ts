import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { previewReplay } from "#lib/replays/preview-replay";
import type { ReplayInput } from "#lib/replays/replay-schema";

export const POST = workspaceRoute<{ id: string }>("deliveries:replay", async ({ ctx, request, params }) =>
  Response.json(await previewReplay(ctx, params.id, await readJson<ReplayInput>(request))),
);
