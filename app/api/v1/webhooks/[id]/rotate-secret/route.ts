import { readJson } from "#lib/http/body";
import { workspaceRoute } from "#lib/http/routes";
import { rotateSecret } from "#lib/webhooks/rotate-secret";
import type { RotateSecretInput } from "#lib/webhooks/webhook-schema";

export const POST = workspaceRoute<{ id: string }>("secrets:rotate", async ({ ctx, request, params }) =>
  Response.json(await rotateSecret(ctx, params.id, await readJson<RotateSecretInput>(request))),
);
