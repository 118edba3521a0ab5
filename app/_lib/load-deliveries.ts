import "server-only";
import { cancelAction, replayAction, replayManyAction } from "#app/_actions/deliveries";
import type { DeliveryActions } from "#components/deliveries/delivery-log";
import { type DeliverySearch, RANGES } from "#components/deliveries/delivery-search-params";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { withQuery } from "#lib/dashboard-paths";
import { listDeliveries } from "#lib/deliveries/list-deliveries";
import { AppError } from "#lib/errors/app-error";

/** One page of deliveries for the filters of the URL, with the links to the pages beside it. */
export async function loadDeliveries(
  ctx: WorkspaceContext,
  search: DeliverySearch,
  path: string,
  webhook = search.webhook,
) {
  const { event, type, status, range, q, cursor } = search;
  const page = await listDeliveries(ctx, {
    ...(webhook && { webhook }),
    ...(event && { event }),
    ...(type && { type }),
    ...(status && { status }),
    ...(range && { from: new Date(Date.now() - RANGES[range] * 1000).toISOString() }),
    ...(q && { q }),
    ...(cursor && { cursor }),
  }).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listDeliveries(ctx, {});
    throw error;
  });
  const href = (to: string | null) => to && withQuery(path, { ...search, cursor: to });
  return { deliveries: page.data, newerHref: href(page.previousCursor), olderHref: href(page.nextCursor) };
}

/** The actions on deliveries, bound to a workspace; null for readers who may only look. */
export function deliveryActions(ctx: WorkspaceContext): DeliveryActions | null {
  if (!isAllowed(ctx, "deliveries:replay")) return null;
  const { slug } = ctx.workspace;
  return {
    replay: replayAction.bind(null, slug),
    replayMany: replayManyAction.bind(null, slug),
    cancel: cancelAction.bind(null, slug),
  };
}
