import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { revealSecret } from "#lib/webhooks/reveal-secret";

const get = workspaceRoute<{ id: string }>("secrets:reveal", async ({ ctx, params }) =>
  Response.json(await revealSecret(ctx, params.id)),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get });
