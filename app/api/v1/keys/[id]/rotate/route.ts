import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import type { RotateKeyInput } from "#lib/keys/key-schema";
import { rotateKey } from "#lib/keys/rotate-key";

const post = workspaceRoute<{ id: string }>("integrations:write", async ({ ctx, request, params }) => {
  const { key, token, previous } = await rotateKey(ctx, params.id, await readJson<RotateKeyInput>(request));
  return Response.json({ ...key, token, previous }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
