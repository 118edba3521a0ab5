import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { type Page, readPage } from "#lib/http/cursor";
import { ProductFilters } from "#lib/products/product-schema";
import { type ProductView, productViews } from "#lib/products/product-view";

/** One page of the instance's products, newest first. */
export async function listProducts(ctx: OperatorContext, filters: ProductFilters = {}): Promise<Page<ProductView>> {
  requireOperatorPermission(ctx, "products:read");
  const page = await readPage(parseInput(ProductFilters, filters), ({ id, orderBy, take }) =>
    db().product.findMany({ where: { id }, orderBy, take, select: { id: true } }),
  );
  const views = await productViews(page.data.map(({ id }) => id));
  return { ...page, data: page.data.flatMap(({ id }) => views.get(id) ?? []) };
}
