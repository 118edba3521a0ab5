import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db, type Transaction } from "#lib/database/client";
import { notFound } from "#lib/errors/app-error";
import { findProduct } from "#lib/products/product-view";
import { PROFILE_VIEW, type ProfileView, profileView } from "#lib/profiles/profile-view";

/** The version of a product's profile that new events get. @param ref the product's id or slug */
export async function getProfile(ctx: OperatorContext, ref: string): Promise<ProfileView> {
  requireOperatorPermission(ctx, "products:read");
  return newestProfile(db(), (await findProduct(db(), ref)).id);
}

/** The same for a product's row id. */
export async function newestProfile(tx: Transaction, productId: string): Promise<ProfileView> {
  const row = await tx.profile.findFirst({
    where: { productId },
    orderBy: { version: "desc" },
    select: PROFILE_VIEW,
  });
  if (!row) throw notFound("profile");
  return profileView(row, row.version);
}
