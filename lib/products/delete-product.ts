import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { AppError } from "#lib/errors/app-error";
import { lockProduct, productTarget } from "#lib/products/product-view";
import { plural } from "#lib/text/plural";

/**
 * Deletes a product that has no workspaces, with its profile, catalogue and publish keys. Its lock waits for a workspace
 * that is being created, whose row refers to it.
 *
 * @throws {AppError} `not_found`, `conflict` while it has workspaces
 */
export async function deleteProduct(ctx: OperatorContext, ref: string): Promise<void> {
  requireOperatorPermission(ctx, "products:write");
  await db().$transaction(async (tx) => {
    const product = await lockProduct(tx, ref);
    const count = await tx.workspace.count({ where: { productId: product.id } });
    if (count > 0) {
      const has = plural(count, "workspace", "workspaces");
      throw new AppError("conflict", `${product.name} has ${has}. Delete them first: a product takes nothing with it.`);
    }
    await tx.product.delete({ where: { id: product.id } });
    await recordOperatorAudit(tx, ctx, null, {
      action: "product.deleted",
      target: productTarget(product),
      before: { slug: product.slug },
    });
  });
}
