import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { createOperatorKey } from "#lib/keys/create-operator-key";
import type { OperatorKeyInput } from "#lib/keys/key-schema";
import type { AnyKeyFilters } from "#lib/keys/list-keys";
import { listOperatorKeys } from "#lib/keys/list-operator-keys";

const get = operatorRoute("instance:read", async ({ ctx, request }) =>
  Response.json(await listOperatorKeys(ctx, readQuery<AnyKeyFilters>(request))),
);

const post = operatorRoute("instance:write", async ({ ctx, request }) => {
  const { key, token } = await createOperatorKey(ctx, await readJson<OperatorKeyInput>(request));
  return Response.json({ ...key, token }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
