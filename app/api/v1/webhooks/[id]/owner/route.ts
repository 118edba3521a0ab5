import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { changeOwner, type OwnerInput } from "#lib/webhooks/change-owner";

export const POST = workspaceRoute<{ id: string }>("webhooks:assign", async ({ ctx, request, params }) =>
  Response.json(await changeOwner(ctx, params.id, await readJson<OwnerInput>(request))),
);
