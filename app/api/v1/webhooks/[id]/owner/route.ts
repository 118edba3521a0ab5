import { readJson } from "#lib/http/body";
import { versionResponse } from "#lib/http/etag";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { changeOwner, type OwnerInput } from "#lib/webhooks/change-owner";

const post = workspaceRoute<{ id: string }>("webhooks:assign", async ({ ctx, request, params }) =>
  versionResponse(await changeOwner(ctx, params.id, await readJson<OwnerInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
