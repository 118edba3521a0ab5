import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { revokeOperatorKey } from "#lib/keys/revoke-operator-key";

const remove = operatorRoute<{ id: string }>("instance:write", async ({ ctx, params }) => {
  await revokeOperatorKey(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
