import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import type { RotateSecretInput } from "#lib/webhooks/webhook-schema";

const post = workspaceRoute<{ id: string }>("secrets:rotate", async ({ ctx, request, params }) =>
  Response.json(await rotateSecret(ctx, params.id, await readJson<RotateSecretInput>(request))),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
