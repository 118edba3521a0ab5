import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { viewProduct } from "#lib/products/get-product";
import { ProductPatch } from "#lib/products/product-schema";
import { lockProduct, type ProductView, productTarget } from "#lib/products/product-view";

/** Renames a product. Its slug stays: programs know it by that. @throws {AppError} `not_found`, `invalid_input` */
export async function updateProduct(ctx: OperatorContext, ref: string, input: ProductPatch): Promise<ProductView> {
  requireOperatorPermission(ctx, "products:write");
  const { name } = parseInput(ProductPatch, input);
  const id = await db().$transaction(async (tx) => {
    const before = await lockProduct(tx, ref);
    if (before.name === name) return before.id;
    await tx.product.update({ where: { id: before.id }, data: { name } });
    await recordOperatorAudit(tx, ctx, null, {
      action: "product.updated",
      target: productTarget({ ...before, name }),
      before: { name: before.name },
      after: { name },
    });
    return before.id;
  });
  return viewProduct(id);
}
