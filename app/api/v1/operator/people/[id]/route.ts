import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { removeOperator } from "#lib/operators/remove-operator";

const remove = operatorRoute<{ id: string }>("instance:write", async ({ ctx, params }) => {
  await removeOperator(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ DELETE: remove });
