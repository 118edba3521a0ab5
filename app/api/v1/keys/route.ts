import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { createKey } from "#lib/keys/create-key";
import type { KeyInput } from "#lib/keys/key-schema";
import { type KeyFilters, listKeys } from "#lib/keys/list-keys";

const get = workspaceRoute("integrations:read", async ({ ctx, request }) =>
  Response.json(await listKeys(ctx, readQuery<KeyFilters>(request))),
);

const post = workspaceRoute("integrations:write", async ({ ctx, request }) => {
  const { key, token } = await createKey(ctx, await readJson<KeyInput>(request));
  return Response.json({ ...key, token }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
