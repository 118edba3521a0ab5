import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import type { KeyInput } from "#lib/keys/key-schema";
import { createOperatedKey } from "#lib/workspaces/create-operated-key";

const post = operatorRoute<{ id: string }>("workspaces:write", async ({ ctx, request, params }) => {
  const { key, token } = await createOperatedKey(ctx, params.id, await readJson<KeyInput>(request));
  return Response.json({ ...key, token }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
