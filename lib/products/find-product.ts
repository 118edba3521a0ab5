import "server-only";
import type { Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { parseId } from "#lib/ids";

/** The product of this public id or slug. @throws {AppError} `not_found` */
export async function findProduct(
  tx: Transaction,
  idOrSlug: string,
): Promise<{ id: string; slug: string; name: string }> {
  const id = parseId("product", idOrSlug);
  const product = await tx.product.findUnique({
    where: id ? { id } : { slug: idOrSlug },
    select: { id: true, slug: true, name: true },
  });
  if (!product) throw notFound("product");
  return product;
}
