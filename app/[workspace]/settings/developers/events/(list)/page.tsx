import { Zap } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { pageContext } from "#app/_lib/session";
import { RANGES } from "#components/deliveries/delivery-search-params";
import { EventFilters } from "#components/events/event-filters";
import { type EventSearch, loadEventSearchParams } from "#components/events/event-search-params";
import { EventTable, EventTableSkeleton } from "#components/events/event-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ExportLinks } from "#components/ui/export-links";
import { Pager } from "#components/ui/pager";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { dataPath, developerPath, withQuery } from "#lib/dashboard-paths";
import { listEventTypeNames } from "#lib/event-types/list-event-type-names";
import { listEvents } from "#lib/events/list-events";

export const metadata: Metadata = { title: "Events" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function EventsPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const search = await loadEventSearchParams(searchParams);
  const types = await listEventTypeNames(ctx);
  const download = (format: string) =>
    withQuery(dataPath(ctx.workspace.slug, "events", "export"), { ...criteriaOf(search), format });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Events" }]}
        title="Events"
        description="Everything that was accepted, whether or not a webhook subscribed to it."
        actions={<ExportLinks href={download} />}
      />
      <EventFilters types={types.map(({ name }) => name)} />
      <Suspense key={JSON.stringify(search)} fallback={<EventTableSkeleton />}>
        <List ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

/** The filters as the list and its export take them. */
function criteriaOf({ type, range, q }: EventSearch) {
  return {
    ...(type && { type }),
    ...(range && { from: new Date(Date.now() - RANGES[range] * 1000).toISOString() }),
    ...(q && { q }),
  };
}

async function List({ ctx, search }: { ctx: WorkspaceContext; search: EventSearch }) {
  const { cursor } = search;
  const page = await listEvents(ctx, { ...criteriaOf(search), ...(cursor && { cursor }) });
  const path = developerPath(ctx.workspace.slug, "events");
  const href = (to: string | null) => to && withQuery(path, { ...search, cursor: to });
  if (page.data.length === 0) {
    return Object.values(search).some(Boolean) ? (
      <EmptyState title="No event matches" actions={<ButtonLink href={path}>Clear filters</ButtonLink>}>
        Widen the time range, or remove a filter.
      </EmptyState>
    ) : (
      <EmptyState icon={<Zap aria-hidden />} title="No event was accepted yet">
        Events appear here as soon as the product publishes the first one for this workspace.
      </EmptyState>
    );
  }
  return (
    <>
      <EventTable workspace={ctx.workspace.slug} events={page.data} />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
