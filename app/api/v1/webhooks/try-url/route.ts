import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { type TryUrlInput, tryUrl } from "#lib/webhooks/try-url";

const post = workspaceRoute("webhooks:write", async ({ ctx, request }) =>
  Response.json(await tryUrl(ctx, await readJson<TryUrlInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
