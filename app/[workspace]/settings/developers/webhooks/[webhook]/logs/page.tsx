import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { deliveryActions, loadDeliveries, loadLogView, signatureCheck } from "#app/_lib/load-deliveries";
import { loadReplays, replayActions } from "#app/_lib/load-replays";
import { pageContext } from "#app/_lib/session";
import { pageWebhookSetup, type WebhookParams } from "#app/_lib/webhook-page";
import { DeliveryFilters } from "#components/deliveries/delivery-filters";
import { DeliveryLog } from "#components/deliveries/delivery-log";
import { type DeliverySearch, loadDeliverySearchParams } from "#components/deliveries/delivery-search-params";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { LiveSwitch } from "#components/deliveries/live-switch";
import { ExportMenu, ViewMenu } from "#components/deliveries/log-menu";
import type { LogView } from "#components/deliveries/log-view";
import { ReplayProgress } from "#components/replays/replay-progress";
import { ReplayStarter } from "#components/replays/replay-starter";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";
import { listEventTypeNames } from "#lib/event-types/list-event-type-names";

export const metadata: Metadata = { title: "Webhook logs" };

export default async function WebhookLogs({
  params,
  searchParams,
}: WebhookParams & { searchParams: Promise<SearchParams> }) {
  const { workspace, webhook: id } = await params;
  const [ctx, webhook] = await Promise.all([pageContext(workspace), pageWebhookSetup(workspace, id)]);
  const [search, types, view] = await Promise.all([
    loadDeliverySearchParams(searchParams),
    listEventTypeNames(ctx),
    loadLogView(),
  ]);
  const actions = replayActions(ctx);
  return (
    <>
      <h2 className="sr-only">Logs</h2>
      <DeliveryFilters types={types}>
        <LiveSwitch />
        <ViewMenu view={view} />
        <ExportMenu workspace={workspace} webhookId={webhook.id} />
        {actions && <ReplayStarter actions={actions} webhookId={webhook.id} />}
      </DeliveryFilters>
      <Suspense>
        <Replays ctx={ctx} webhookId={webhook.id} />
      </Suspense>
      <Suspense key={JSON.stringify(search)} fallback={<DeliveryTableSkeleton view={view} about="webhook" />}>
        <List
          ctx={ctx}
          search={{ ...search, webhook: webhook.id }}
          filtered={Object.values(search).some(Boolean)}
          view={view}
        />
      </Suspense>
    </>
  );
}

async function Replays({ ctx, webhookId }: { ctx: WorkspaceContext; webhookId: string }) {
  const { key, ...props } = await loadReplays(ctx, webhookId);
  return <ReplayProgress key={key} {...props} />;
}

interface ListProps {
  ctx: WorkspaceContext;
  search: DeliverySearch & { webhook: string };
  filtered: boolean;
  view: LogView;
}

async function List({ ctx, search, filtered, view }: ListProps) {
  const path = developerPath(ctx.workspace.slug, "webhooks", search.webhook, "logs");
  const { deliveries, newerHref, olderHref, liveUrl } = await loadDeliveries(ctx, search, path);
  return (
    <>
      <DeliveryLog
        workspace={ctx.workspace.slug}
        deliveries={deliveries}
        about="webhook"
        view={view}
        liveUrl={liveUrl}
        empty={
          <EmptyState
            title={filtered ? "No delivery matches" : "Nothing has been sent yet"}
            actions={filtered && <ButtonLink href={path}>Clear filters</ButtonLink>}
          >
            {filtered
              ? "Widen the time range, or remove a filter."
              : "The next matching event appears here. A test event does too."}
          </EmptyState>
        }
        actions={deliveryActions(ctx)}
        checkSignature={signatureCheck(ctx)}
      />
      <Pager newerHref={newerHref} olderHref={olderHref} />
    </>
  );
}
