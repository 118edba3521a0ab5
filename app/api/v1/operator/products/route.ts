import { readJson, readQuery } from "#lib/http/body";
import { methods } from "#lib/http/methods";
import { operatorRoute } from "#lib/http/routes";
import { createProduct } from "#lib/products/create-product";
import { listProducts } from "#lib/products/list-products";
import type { ProductFilters, ProductInput } from "#lib/products/product-schema";

const get = operatorRoute("products:read", async ({ ctx, request }) =>
  Response.json(await listProducts(ctx, readQuery<ProductFilters>(request))),
);

const post = operatorRoute("products:write", async ({ ctx, request }) =>
  Response.json(await createProduct(ctx, await readJson<ProductInput>(request)), { status: 201 }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: get, POST: post });
