import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { resetOperator } from "#lib/operators/reset-operator";

const post = operatorRoute<{ id: string }>("instance:write", async ({ ctx, params }) =>
  Response.json(await resetOperator(ctx, params.id), { status: 201 }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ POST: post });
