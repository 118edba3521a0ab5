import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { deliveryActions, loadDeliveries } from "#app/_lib/load-deliveries";
import { loadReplays, replayActions } from "#app/_lib/load-replays";
import { pageContext } from "#app/_lib/session";
import { pageWebhook, type WebhookParams } from "#app/_lib/webhook-page";
import { DeliveryFilters } from "#components/deliveries/delivery-filters";
import { DeliveryLog } from "#components/deliveries/delivery-log";
import { type DeliverySearch, loadDeliverySearchParams } from "#components/deliveries/delivery-search-params";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { ReplayProgress } from "#components/replays/replay-progress";
import { ReplayStarter } from "#components/replays/replay-starter";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Webhook logs" };

export default async function WebhookLogs({
  params,
  searchParams,
}: WebhookParams & { searchParams: Promise<SearchParams> }) {
  const { workspace, webhook: id } = await params;
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhook(workspace, id)]);
  const [search, types] = await Promise.all([loadDeliverySearchParams(searchParams), listEventTypes(ctx)]);
  const actions = replayActions(ctx);
  return (
    <>
      <h2 className="sr-only">Logs</h2>
      <DeliveryFilters types={types.filter((type) => type.visible).map((type) => type.name)}>
        {actions && <ReplayStarter actions={actions} webhookId={webhook.id} />}
      </DeliveryFilters>
      <Suspense>
        <Replays ctx={ctx} webhookId={webhook.id} />
      </Suspense>
      <Suspense key={JSON.stringify(search)} fallback={<DeliveryTableSkeleton />}>
        <List ctx={ctx} webhookId={webhook.id} search={search} />
      </Suspense>
    </>
  );
}

async function Replays({ ctx, webhookId }: { ctx: WorkspaceContext; webhookId: string }) {
  const { key, ...props } = await loadReplays(ctx, webhookId);
  return <ReplayProgress key={key} {...props} />;
}

async function List({ ctx, webhookId, search }: { ctx: WorkspaceContext; webhookId: string; search: DeliverySearch }) {
  const path = developerPath(ctx.workspace.slug, "webhooks", webhookId, "logs");
  const { deliveries, newerHref, olderHref } = await loadDeliveries(ctx, search, path, webhookId);
  const filtered = Object.values(search).some(Boolean);
  return (
    <>
      {deliveries.length === 0 ? (
        <EmptyState
          title={filtered ? "No delivery matches" : "Nothing has been sent yet"}
          actions={filtered && <ButtonLink href={path}>Clear filters</ButtonLink>}
        >
          {filtered
            ? "Widen the time range, or remove a filter."
            : "The next matching event appears here. A test event does too."}
        </EmptyState>
      ) : (
        <DeliveryLog
          workspace={ctx.workspace.slug}
          deliveries={deliveries}
          about="webhook"
          actions={deliveryActions(ctx)}
        />
      )}
      <Pager newerHref={newerHref} olderHref={olderHref} />
    </>
  );
}
