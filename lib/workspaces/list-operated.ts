import "server-only";
import { type OperatorContext, requireOperatorPermission } from "#lib/context/operator-context";
import { db } from "#lib/database/client";
import { contains } from "#lib/database/contains";
import { parseInput } from "#lib/errors/parse-input";
import { type Page, readPage } from "#lib/http/cursor";
import { parseId } from "#lib/ids";
import { lastEvents } from "#lib/workspaces/last-events";
import { OPERATED_VIEW, type OperatedWorkspace, operatedView } from "#lib/workspaces/operated-view";
import { WorkspaceFilters } from "#lib/workspaces/workspace-input";

/** The instance's workspaces, newest first. */
export async function listOperated(
  ctx: OperatorContext,
  filters: WorkspaceFilters = {},
): Promise<Page<OperatedWorkspace>> {
  requireOperatorPermission(ctx, "workspaces:read");
  const { q, product, status, ...position } = parseInput(WorkspaceFilters, filters);
  const productId = product && parseId("product", product);
  const workspaceId = q && parseId("workspace", q);
  const like = q && contains(q);
  const page = await readPage(position, ({ id, orderBy, take }) =>
    db().workspace.findMany({
      where: {
        id,
        ...(product && { product: productId ? { id: productId } : { slug: product } }),
        ...(status && { suspendedAt: status === "suspended" ? { not: null } : null }),
        ...(like && { AND: workspaceId ? { id: workspaceId } : { OR: [{ name: like }, { slug: like }] } }),
      },
      orderBy,
      take,
      select: OPERATED_VIEW,
    }),
  );
  const events = await lastEvents(page.data.map(({ id }) => id));
  return { ...page, data: page.data.map((row) => operatedView(row, events.get(row.id) ?? null)) };
}
