import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";
import { isStorable } from "#lib/text/is-storable";

export interface ProductRow {
  id: string;
  slug: string;
  name: string;
}

/** The product of this public id or slug. @throws {AppError} `not_found` */
export async function findProduct(tx: Transaction, idOrSlug: string): Promise<ProductRow> {
  const id = parseId("product", idOrSlug);
  const product = isStorable(idOrSlug)
    ? await tx.product.findUnique({
        where: id ? { id } : { slug: idOrSlug },
        select: { id: true, slug: true, name: true },
      })
    : null;
  if (!product) throw notFound("product");
  return product;
}
