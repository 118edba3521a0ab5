import { Inbox, Plus, Webhook } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { deleteWebhooksAction, pauseWebhooksAction, resumeWebhooksAction } from "#app/_actions/webhook-bulk";
import { begin } from "#app/_lib/begin";
import { pageContext } from "#app/_lib/session";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { WebhookFilters } from "#components/webhooks/webhook-filters";
import { loadWebhookSearchParams, type WebhookSearch } from "#components/webhooks/webhook-search-params";
import type { WebhookBulkActions } from "#components/webhooks/webhook-selection";
import { WebhookSummaryLine, WebhookSummarySkeleton } from "#components/webhooks/webhook-summary";
import { WebhookTable } from "#components/webhooks/webhook-table";
import { WebhookTableSkeleton } from "#components/webhooks/webhook-table-skeleton";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { listEventTypeNames } from "#lib/event-types/list-event-type-names";
import type { Page } from "#lib/http/cursor";
import { countWaiting } from "#lib/webhooks/count-waiting";
import { listWebhookChoices } from "#lib/webhooks/list-webhook-choices";
import { listWebhookItems, type WebhookListItem } from "#lib/webhooks/list-webhook-items";
import { summarizeWebhooks, type WebhookSummary } from "#lib/webhooks/summarize-webhooks";

export const metadata: Metadata = { title: "Webhooks" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function WebhooksPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const filters = await loadWebhookSearchParams(searchParams);
  const mayCreate = isAllowed(ctx, "webhooks:write");
  const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value));
  const waiting = begin(countWaiting(ctx));
  const summary = begin(summarizeWebhooks(ctx, new Date(), waiting));
  const page = begin(listWebhookItems(ctx, given, waiting));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Webhooks" }]}
        title="Webhooks"
        description="Posthorn posts a signed request to your URLs when something happens."
        actions={
          mayCreate && (
            <ButtonLink variant="primary" href={developerPath(ctx.workspace.slug, "webhooks", "new")}>
              <Plus aria-hidden /> Create webhook
            </ButtonLink>
          )
        }
      />
      <Suspense fallback={<WebhookSummarySkeleton />}>
        <Summary workspace={ctx.workspace.slug} reading={summary} />
      </Suspense>
      <Suspense fallback={<div className="h-11" />}>
        <Filters ctx={ctx} filtered={isFiltered(filters)} summary={summary} />
      </Suspense>
      <Suspense key={JSON.stringify(filters)} fallback={<WebhookTableSkeleton />}>
        <List workspace={ctx.workspace.slug} filters={filters} reading={page} mayCreate={mayCreate} />
      </Suspense>
    </>
  );
}

/** Of all webhooks, whatever the filters say; absent while there are none. */
async function Summary({ workspace, reading }: { workspace: string; reading: Promise<WebhookSummary> }) {
  const summary = await reading;
  return summary.webhooks > 0 && <WebhookSummaryLine workspace={workspace} summary={summary} />;
}

const isFiltered = (search: WebhookSearch) => Object.values(search).some(Boolean);

interface FiltersProps {
  ctx: WorkspaceContext;
  filtered: boolean;
  summary: Promise<WebhookSummary>;
}

/** Apart from the list, so that typing goes on while the list is read again; absent while there is nothing to filter. */
async function Filters({ ctx, filtered, summary }: FiltersProps) {
  const [types, choices, { webhooks }] = await Promise.all([listEventTypeNames(ctx), listWebhookChoices(ctx), summary]);
  if (!filtered && webhooks === 0) return null;
  return <WebhookFilters types={types.map(({ name }) => name)} {...choices} />;
}

interface ListProps {
  workspace: string;
  filters: WebhookSearch;
  reading: Promise<Page<WebhookListItem>>;
  mayCreate: boolean;
}

async function List({ workspace, filters, reading, mayCreate }: ListProps) {
  const { cursor: _, ...search } = filters;
  const page = await reading;
  if (page.data.length === 0 && !isFiltered(filters)) return <NoWebhooks workspace={workspace} mayCreate={mayCreate} />;
  const href = (to: string | null) => to && withQuery(developerPath(workspace, "webhooks"), { ...search, cursor: to });
  return (
    <>
      {page.data.length === 0 ? (
        <EmptyState
          title="No webhook matches"
          actions={<ButtonLink href={developerPath(workspace, "webhooks")}>Clear filters</ButtonLink>}
        >
          Try another name or part of a URL, or remove a filter.
        </EmptyState>
      ) : (
        <WebhookTable workspace={workspace} webhooks={page.data} actions={mayCreate ? bulkActions(workspace) : null} />
      )}
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}

const bulkActions = (workspace: string): WebhookBulkActions => ({
  pause: pauseWebhooksAction.bind(null, workspace),
  resume: resumeWebhooksAction.bind(null, workspace),
  remove: deleteWebhooksAction.bind(null, workspace),
});

function NoWebhooks({ workspace, mayCreate }: { workspace: string; mayCreate: boolean }) {
  return (
    <EmptyState
      icon={<Webhook aria-hidden />}
      title={mayCreate ? "Send your first webhook" : "No webhook yet"}
      actions={
        mayCreate && (
          <>
            <ButtonLink variant="primary" href={developerPath(workspace, "webhooks", "new")}>
              <Plus aria-hidden /> Create webhook
            </ButtonLink>
            <ButtonLink href={developerPath(workspace, "inspector")}>
              <Inbox aria-hidden /> Try with the Inspector
            </ButtonLink>
          </>
        )
      }
    >
      {mayCreate
        ? "Give it a URL and choose events. Each one arrives signed, is retried until your server answers, and stays in the log. No server yet? The Inspector gives you a URL that shows what arrives."
        : "A webhook sends events to a server of yours, signed and retried until it answers. Developers, admins and owners create them."}
    </EmptyState>
  );
}
