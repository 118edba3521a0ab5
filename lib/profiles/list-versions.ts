import "server-only";
import { z } from "zod";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { parseInput } from "#lib/errors/parse-input";
import { mapPage, type Page, PageInput, readPage } from "#lib/http/cursor";
import { findProduct } from "#lib/products/product-view";
import { PROFILE_VIEW, type ProfileView, profileView } from "#lib/profiles/profile-view";

export const VersionFilters = z.strictObject(PageInput);
export type VersionFilters = z.input<typeof VersionFilters>;

/** One page of the versions of a product's profile, newest first. None is ever changed or deleted. */
export async function listVersions(
  ctx: OperatorContext,
  ref: string,
  filters: VersionFilters = {},
): Promise<Page<ProfileView>> {
  requireOperatorPermission(ctx, "products:read");
  const { id: productId } = await findProduct(db(), ref);
  const page = await readPage(parseInput(VersionFilters, filters), ({ id, orderBy, take }) =>
    db().profile.findMany({ where: { productId, id }, orderBy, take, select: PROFILE_VIEW }),
  );
  const { _max } = await db().profile.aggregate({ where: { productId }, _max: { version: true } });
  return mapPage(page, (row) => profileView(row, _max.version ?? 0));
}
