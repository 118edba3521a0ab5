import { readInstanceHealth } from "#inngest/status/read-instance-health";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";

const get = operatorRoute("instance:read", async ({ ctx }) => Response.json(await readInstanceHealth(ctx)));

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
