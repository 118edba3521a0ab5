import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { revokePublishKey } from "#lib/keys/revoke-publish-key";

const remove = operatorRoute<{ id: string }>("products:write", async ({ ctx, params }) => {
  await revokePublishKey(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
