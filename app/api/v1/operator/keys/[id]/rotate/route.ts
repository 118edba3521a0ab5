import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import type { RotateKeyInput } from "#lib/keys/key-schema";
import { rotateOperatorKey } from "#lib/keys/rotate-operator-key";

const post = operatorRoute<{ id: string }>("instance:write", async ({ ctx, request, params }) => {
  const { key, token, previous } = await rotateOperatorKey(ctx, params.id, await readJson<RotateKeyInput>(request));
  return Response.json({ ...key, token, previous }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
