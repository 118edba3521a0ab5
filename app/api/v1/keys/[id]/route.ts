import { methods } from "#lib/http/methods";
import { workspaceRoute } from "#lib/http/routes";
import { revokeKey } from "#lib/keys/revoke-key";

const remove = workspaceRoute<{ id: string }>("integrations:write", async ({ ctx, params }) => {
  await revokeKey(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
