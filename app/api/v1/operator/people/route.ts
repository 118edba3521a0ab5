import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { pageOf } from "#lib/http/short-list";
import { addOperator, type OperatorInput } from "#lib/operators/add-operator";
import { listOperators } from "#lib/operators/list-operators";

const get = operatorRoute("instance:read", async ({ ctx, request }) =>
  Response.json(pageOf(await listOperators(ctx), readQuery(request), ({ name, id }) => [name, id])),
);

const post = operatorRoute("instance:write", async ({ ctx, request }) => {
  const { operator, link } = await addOperator(ctx, await readJson<OperatorInput>(request));
  return Response.json({ ...operator, link }, { status: 201 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
