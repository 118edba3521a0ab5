import "server-only";
import { cookies } from "next/headers";
import { cancelAction, checkSignatureAction, replayAction, replayManyAction } from "#app/_actions/deliveries";
import type { DeliveryActions } from "#components/deliveries/delivery-log";
import { type DeliverySearch, toCriteria, toQuery } from "#components/deliveries/delivery-search-params";
import { LOG_VIEW_COOKIE, type LogView, parseLogView } from "#components/deliveries/log-view";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { dataPath, withQuery } from "#lib/dashboard-paths";
import type { DeliveryView } from "#lib/deliveries/delivery-view";
import { listDeliveries } from "#lib/deliveries/list-deliveries";
import { AppError } from "#lib/errors/app-error";

/** One page of deliveries for the filters of the URL, with the links to the pages beside it. */
export async function loadDeliveries(ctx: WorkspaceContext, search: DeliverySearch, path: string) {
  const { cursor, ...filters } = search;
  const page = await listDeliveries(ctx, { ...toCriteria(filters, Date.now()), ...(cursor && { cursor }) }).catch(
    (error: unknown) => {
      // From an edited or old link: the first page is what the reader wants, and a filter that can't be matches nothing.
      if (error instanceof AppError && error.code === "invalid_cursor") return listDeliveries(ctx, {});
      if (error instanceof AppError && error.code === "invalid_input") return NOTHING;
      throw error;
    },
  );
  const { from: _, to: end, ...criteria } = toCriteria(filters, Date.now());
  // What is new belongs to the newest page, and not to a range that has ended.
  const liveUrl = cursor || end ? null : withQuery(dataPath(ctx.workspace.slug, "deliveries", "live"), criteria);
  const href = (to: string | null) => to && withQuery(path, { ...toQuery(filters), cursor: to });
  return { deliveries: page.data, newerHref: href(page.previousCursor), olderHref: href(page.nextCursor), liveUrl };
}

const NOTHING = { data: [], previousCursor: null, nextCursor: null };

/** The newest deliveries of a webhook. */
export async function loadRecent(ctx: WorkspaceContext, webhook: string, limit: number): Promise<DeliveryView[]> {
  return (await listDeliveries(ctx, { webhook, limit })).data;
}

/** How the reader likes the list of deliveries. */
export async function loadLogView(): Promise<LogView> {
  const text = (await cookies()).get(LOG_VIEW_COOKIE)?.value;
  return parseLogView(text && decodeURIComponent(text));
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

/** What verifies the signature of a delivery's attempt. */
export const signatureCheck = (ctx: WorkspaceContext) => checkSignatureAction.bind(null, ctx.workspace.slug);
