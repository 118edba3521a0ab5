import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { expirePreviousSecrets } from "#lib/webhooks/expire-secret";

const post = workspaceRoute<{ id: string }>("secrets:rotate", async ({ ctx, params }) =>
  Response.json(await expirePreviousSecrets(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
