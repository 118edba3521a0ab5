import { Activity } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { cache, Suspense } from "react";
import { begin } from "#app/_lib/begin";
import { deliveryActions, loadDeliveries, loadLogView, signatureCheck } from "#app/_lib/load-deliveries";
import { loadReplays, replayActions } from "#app/_lib/load-replays";
import { pageContext } from "#app/_lib/session";
import { DeliveryFilters } from "#components/deliveries/delivery-filters";
import { DeliveryLog } from "#components/deliveries/delivery-log";
import { loadDeliverySearchParams } from "#components/deliveries/delivery-search-params";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { LiveSwitch } from "#components/deliveries/live-switch";
import { ExportMenu, ViewMenu } from "#components/deliveries/log-menu";
import type { LogView } from "#components/deliveries/log-view";
import { ReplayProgress } from "#components/replays/replay-progress";
import { ReplayStarter } from "#components/replays/replay-starter";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";
import { listEventTypeNames } from "#lib/event-types/list-event-type-names";
import { listWebhookNames } from "#lib/webhooks/list-webhook-names";

export const metadata: Metadata = { title: "Deliveries" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const [search, view] = await Promise.all([loadDeliverySearchParams(searchParams), loadLogView()]);
  const page = begin(loadDeliveries(ctx, search, developerPath(ctx.workspace.slug, "deliveries")));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Deliveries" }]}
        title="Deliveries"
        description="Every event sent to every webhook, with each attempt as it went over the wire."
        actions={
          <Suspense fallback={<div className="h-8" />}>
            <Actions ctx={ctx} view={view} />
          </Suspense>
        }
      />
      <Suspense fallback={<div className="h-11" />}>
        <Filters ctx={ctx} />
      </Suspense>
      <Suspense>
        <Replays ctx={ctx} />
      </Suspense>
      <Suspense key={JSON.stringify(search)} fallback={<DeliveryTableSkeleton view={view} />}>
        <List ctx={ctx} page={page} filtered={Object.values(search).some(Boolean)} view={view} />
      </Suspense>
    </>
  );
}

const readWebhookNames = cache(listWebhookNames);

async function Filters({ ctx }: { ctx: WorkspaceContext }) {
  const [webhooks, types] = await Promise.all([readWebhookNames(ctx), listEventTypeNames(ctx)]);
  return <DeliveryFilters webhooks={webhooks} types={types} />;
}

/** What can be done with the list. */
async function Actions({ ctx, view }: { ctx: WorkspaceContext; view: LogView }) {
  const actions = replayActions(ctx);
  return (
    <>
      <LiveSwitch />
      <ViewMenu view={view} />
      <ExportMenu workspace={ctx.workspace.slug} />
      {actions && <ReplayStarter actions={actions} webhooks={await readWebhookNames(ctx)} />}
    </>
  );
}

async function Replays({ ctx }: { ctx: WorkspaceContext }) {
  const { key, ...props } = await loadReplays(ctx);
  return <ReplayProgress key={key} {...props} />;
}

interface ListProps {
  ctx: WorkspaceContext;
  page: ReturnType<typeof loadDeliveries>;
  filtered: boolean;
  view: LogView;
}

async function List({ ctx, page, filtered, view }: ListProps) {
  const { slug } = ctx.workspace;
  const { deliveries, newerHref, olderHref, liveUrl } = await page;
  return (
    <>
      <DeliveryLog
        workspace={slug}
        deliveries={deliveries}
        view={view}
        liveUrl={liveUrl}
        empty={<NoDeliveries workspace={slug} filtered={filtered} />}
        actions={deliveryActions(ctx)}
        checkSignature={signatureCheck(ctx)}
      />
      <Pager newerHref={newerHref} olderHref={olderHref} />
    </>
  );
}

function NoDeliveries({ workspace, filtered }: { workspace: string; filtered: boolean }) {
  if (filtered) {
    return (
      <EmptyState
        title="No delivery matches"
        actions={<ButtonLink href={developerPath(workspace, "deliveries")}>Clear filters</ButtonLink>}
      >
        Widen the time range, or remove a filter.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Activity aria-hidden />}
      title="Nothing has been sent yet"
      actions={<ButtonLink href={developerPath(workspace, "webhooks")}>Go to webhooks</ButtonLink>}
    >
      As soon as an event is published that a webhook subscribes to, its delivery appears here. A webhook's test event
      does it too.
    </EmptyState>
  );
}
