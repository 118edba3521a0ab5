import { getRun } from "#inngest/status/get-run";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute<{ id: string }>("instance:read", async ({ ctx, params }) =>
  Response.json(await getRun(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
