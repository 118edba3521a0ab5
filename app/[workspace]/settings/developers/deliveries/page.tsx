import { Activity } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { deliveryActions, loadDeliveries } from "#app/_lib/load-deliveries";
import { loadReplays, replayActions } from "#app/_lib/load-replays";
import { pageContext } from "#app/_lib/session";
import { DeliveryFilters } from "#components/deliveries/delivery-filters";
import { DeliveryLog } from "#components/deliveries/delivery-log";
import { type DeliverySearch, loadDeliverySearchParams } from "#components/deliveries/delivery-search-params";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { ReplayProgress } from "#components/replays/replay-progress";
import { ReplayStarter } from "#components/replays/replay-starter";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath } from "#lib/dashboard-paths";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { listWebhooks } from "#lib/webhooks/list-webhooks";

export const metadata: Metadata = { title: "Deliveries" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function DeliveriesPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const search = await loadDeliverySearchParams(searchParams);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Deliveries" }]}
        title="Deliveries"
        description="Every event sent to every webhook, with each attempt as it went over the wire."
      />
      <Suspense fallback={<div className="h-11" />}>
        <Filters ctx={ctx} />
      </Suspense>
      <Suspense>
        <Replays ctx={ctx} />
      </Suspense>
      <Suspense key={JSON.stringify(search)} fallback={<DeliveryTableSkeleton />}>
        <List ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function Filters({ ctx }: { ctx: WorkspaceContext }) {
  const [webhooks, types] = await Promise.all([listWebhooks(ctx, { limit: 100 }), listEventTypes(ctx)]);
  const named = webhooks.data.map(({ id, name }) => ({ id, name }));
  const actions = replayActions(ctx);
  return (
    <DeliveryFilters webhooks={named} types={types.filter((type) => type.visible).map((type) => type.name)}>
      {actions && <ReplayStarter actions={actions} webhooks={named} />}
    </DeliveryFilters>
  );
}

async function Replays({ ctx }: { ctx: WorkspaceContext }) {
  const { key, ...props } = await loadReplays(ctx);
  return <ReplayProgress key={key} {...props} />;
}

async function List({ ctx, search }: { ctx: WorkspaceContext; search: DeliverySearch }) {
  const path = developerPath(ctx.workspace.slug, "deliveries");
  const { deliveries, newerHref, olderHref } = await loadDeliveries(ctx, search, path);
  const filtered = Object.values(search).some(Boolean);
  return (
    <>
      {deliveries.length === 0 ? (
        <NoDeliveries workspace={ctx.workspace.slug} filtered={filtered} />
      ) : (
        <DeliveryLog workspace={ctx.workspace.slug} deliveries={deliveries} actions={deliveryActions(ctx)} />
      )}
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
