import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, readPage } from "#lib/http/cursor";
import { findMakers } from "#lib/keys/find-makers";
import { KEY_VIEW, type PublishKeyView, publishKeyView } from "#lib/keys/key-view";
import { AnyKeyFilters } from "#lib/keys/list-keys";
import { findProduct } from "#lib/products/find-product";

/**
 * One page of a product's publish keys, newest first, revoked and expired ones included.
 *
 * @param product its id or slug
 * @throws {AppError} `forbidden`, `not_found`, `invalid_input`, `invalid_cursor`
 */
export async function listPublishKeys(
  ctx: OperatorContext,
  product: string,
  filters: AnyKeyFilters = {},
): Promise<Page<PublishKeyView>> {
  requireOperatorPermission(ctx, "products:read");
  const position = parseInput(AnyKeyFilters, filters);
  const { id: productId } = await findProduct(db(), product);
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().apiKey.findMany({ where: { kind: "publish", productId, id }, orderBy, take, select: KEY_VIEW }),
  );
  const makers = await findMakers(db(), page.data);
  return mapPage(page, (row) => publishKeyView(row, makers.get(row.createdById ?? "") ?? null));
}
