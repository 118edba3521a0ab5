import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { signOutOperator } from "#lib/operators/sign-out-operator";

const post = operatorRoute<{ id: string }>("instance:write", async ({ ctx, params }) => {
  await signOutOperator(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
