import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { operatedActivity } from "#lib/workspaces/operated-activity";

const get = operatorRoute<{ id: string }>("workspaces:read", async ({ ctx, params }) =>
  Response.json(await operatedActivity(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
