import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { createPublishKey } from "#lib/keys/create-publish-key";
import type { PublishKeyInput } from "#lib/keys/key-schema";
import type { AnyKeyFilters } from "#lib/keys/list-keys";
import { listPublishKeys } from "#lib/keys/list-publish-keys";

const get = operatorRoute<{ id: string }>("products:read", async ({ ctx, request, params }) =>
  Response.json(await listPublishKeys(ctx, params.id, readQuery<AnyKeyFilters>(request))),
);

const post = operatorRoute<{ id: string }>("products:write", async ({ ctx, request, params }) => {
  const { key, token } = await createPublishKey(ctx, params.id, await readJson<PublishKeyInput>(request));
  return Response.json({ ...key, token }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
