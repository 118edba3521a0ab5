import { workspaceRoute } from "#lib/http/routes";
import { expirePreviousSecrets } from "#lib/webhooks/expire-secret";

export const POST = workspaceRoute<{ id: string }>("secrets:rotate", async ({ ctx, params }) =>
  Response.json(await expirePreviousSecrets(ctx, params.id)),
);
