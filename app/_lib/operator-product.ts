import "server-only";
import { cache } from "react";
import { requireOperator } from "#app/_lib/operator";
import { orNotFound } from "#app/_lib/session";
import { getProduct } from "#lib/products/get-product";
import type { ProductView } from "#lib/products/product-view";

export interface ProductParams {
  params: Promise<{ product: string }>;
}

/** The product of an operator's page, read once however many parts of the page ask. */
export const pageProduct = cache(async (ref: string): Promise<ProductView> => {
  const ctx = await requireOperator();
  return orNotFound(getProduct(ctx, decodeURIComponent(ref)));
});
