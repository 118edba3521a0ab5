import "server-only";
import { recordOperatorAudit } from "#lib/audit/record-audit";
import { type OperatorContext, operatingUserId, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { publicId } from "#lib/ids";
import { withMaker } from "#lib/keys/find-makers";
import { PublishKeyInput } from "#lib/keys/key-schema";
import { type PublishKeyView, publishKeyView } from "#lib/keys/key-view";
import { storeKey } from "#lib/keys/store-key";
import { findProduct } from "#lib/products/find-product";

/**
 * Makes a key to publish events of a product with. The token is returned here and never again.
 *
 * @param product its id or slug
 * @throws {AppError} `forbidden`, `not_found`, `invalid_input`
 */
export async function createPublishKey(
  ctx: OperatorContext,
  product: string,
  input: PublishKeyInput,
): Promise<{ key: PublishKeyView; token: string }> {
  requireOperatorPermission(ctx, "products:write");
  const { name, expiresAt = null } = parseInput(PublishKeyInput, input);
  return db().$transaction(async (tx) => {
    const { id: productId, slug } = await findProduct(tx, product);
    const createdById = operatingUserId(ctx);
    const { row, token } = await storeKey(tx, { kind: "publish", name, scopes: [], productId, createdById, expiresAt });
    await recordOperatorAudit(tx, ctx, null, {
      action: "publish_key.created",
      target: { type: "publish_key", id: publicId("key", row.id), name },
      after: { prefix: row.prefix, product: slug, expiresAt: expiresAt?.toISOString() ?? null },
    });
    return { key: await withMaker(tx, row, publishKeyView), token };
  });
}
