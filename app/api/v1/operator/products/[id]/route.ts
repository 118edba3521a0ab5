import { readJson } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { deleteProduct } from "#lib/products/delete-product";
import { getProduct } from "#lib/products/get-product";
import type { ProductPatch } from "#lib/products/product-schema";
import { updateProduct } from "#lib/products/update-product";

const get = operatorRoute<{ id: string }>("products:read", async ({ ctx, params }) =>
  Response.json(await getProduct(ctx, params.id)),
);

const patch = operatorRoute<{ id: string }>("products:write", async ({ ctx, request, params }) =>
  Response.json(await updateProduct(ctx, params.id, await readJson<ProductPatch>(request))),
);

const remove = operatorRoute<{ id: string }>("products:write", async ({ ctx, params }) => {
  await deleteProduct(ctx, params.id);
  return new Response(null, { status: 204 });
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, PATCH: patch, DELETE: remove });
