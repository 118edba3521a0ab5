import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { getInstanceSettings, type InstancePatch, updateInstanceSettings } from "#lib/instance/instance-settings";

const get = operatorRoute("instance:read", async ({ ctx }) => Response.json(await getInstanceSettings(ctx)));

const patch = operatorRoute("instance:write", async ({ ctx, request }) =>
  Response.json(await updateInstanceSettings(ctx, await readJson<InstancePatch>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch });
