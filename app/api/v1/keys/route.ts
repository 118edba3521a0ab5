import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { createKey, type KeyInput } from "#lib/keys/create-key";
import { type KeyFilters, pageKeys } from "#lib/keys/list-keys";

const get = workspaceRoute("integrations:read", async ({ ctx, request }) =>
  Response.json(await pageKeys(ctx, readQuery<KeyFilters>(request))),
);

const post = workspaceRoute("integrations:write", async ({ ctx, request }) => {
  const { key, token } = await createKey(ctx, await readJson<KeyInput>(request));
  return Response.json({ ...key, token }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
