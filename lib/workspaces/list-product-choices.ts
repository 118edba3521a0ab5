import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";

/** The products of the instance to choose from, by slug. */
export async function listProductChoices(ctx: OperatorContext): Promise<{ value: string; label: string }[]> {
  requireOperatorPermission(ctx, "workspaces:read");
  const rows = await db().product.findMany({ orderBy: { name: "asc" }, select: { slug: true, name: true } });
  return rows.map(({ slug, name }) => ({ value: slug, label: name }));
}
