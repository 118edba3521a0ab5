import { workspaceRoute } from "#lib/http/routes";
import { revealSecret } from "#lib/webhooks/reveal-secret";

export const GET = workspaceRoute<{ id: string }>("secrets:reveal", async ({ ctx, params }) =>
  Response.json(await revealSecret(ctx, params.id)),
);
