import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { getKey } from "#lib/keys/get-key";
import type { KeyPatch } from "#lib/keys/key-schema";
import { revokeKey } from "#lib/keys/revoke-key";
import { updateKey } from "#lib/keys/update-key";

const get = workspaceRoute<{ id: string }>("integrations:read", async ({ ctx, params }) =>
  Response.json(await getKey(ctx, params.id)),
);

const patch = workspaceRoute<{ id: string }>("integrations:write", async ({ ctx, params, request }) =>
  Response.json(await updateKey(ctx, params.id, await readJson<KeyPatch>(request))),
);

const remove = workspaceRoute<{ id: string }>("integrations:write", async ({ ctx, params }) => {
  await revokeKey(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch, DELETE: remove });
