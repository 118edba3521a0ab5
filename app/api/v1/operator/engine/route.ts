import { readEngine } from "#inngest/status/read-engine";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute("instance:read", async ({ ctx }) => Response.json(await readEngine(ctx)));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
