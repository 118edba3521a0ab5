import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";

export interface ProductRow {
  id: string;
  slug: string;
  name: string;
}

/** The product of this public id or slug. @throws {AppError} `not_found` */
export async function findProduct(tx: Transaction, idOrSlug: string): Promise<ProductRow> {
  const id = parseId("product", idOrSlug);
  // What is no text for PostgreSQL names nothing.
  const isText = !idOrSlug.includes("\0") && idOrSlug.isWellFormed();
  const product = isText
    ? await tx.product.findUnique({
        where: id ? { id } : { slug: idOrSlug },
        select: { id: true, slug: true, name: true },
      })
    : null;
  if (!product) throw notFound("product");
  return product;
}
