import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { findProduct, type ProductView, productViews } from "#lib/products/product-view";

/** A product. @param ref its id or slug @throws {AppError} `not_found` */
export async function getProduct(ctx: OperatorContext, ref: string): Promise<ProductView> {
  requireOperatorPermission(ctx, "products:read");
  return viewProduct((await findProduct(db(), ref)).id);
}

/** A product as it stands now. @param id its row id */
export async function viewProduct(id: string): Promise<ProductView> {
  const view = (await productViews([id])).get(id);
  if (!view) throw notFound("product");
  return view;
}
