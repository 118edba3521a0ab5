import { Blocks } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { createIntegrationAction } from "#app/_actions/integrations";
import { pageContext } from "#app/_lib/session";
import { CreateIntegration } from "#components/integrations/create-integration";
import { IntegrationTable, IntegrationTableSkeleton } from "#components/integrations/integration-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { SearchFilter } from "#components/ui/search-filter";
import { isAllowed, type WorkspaceContext } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listIntegrations } from "#lib/integrations/list-integrations";

export const metadata: Metadata = { title: "Integrations" };

const loadSearch = createLoader({ q: parseAsString, cursor: parseAsString, create: parseAsString });

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function IntegrationsPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const { create, ...search } = await loadSearch(searchParams);
  const mayCreate = isAllowed(ctx, "integrations:write");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Integrations" }]}
        title="Integrations"
        description="Programs that work for this workspace, each with API keys and webhooks of its own."
        actions={
          mayCreate && (
            <CreateIntegration
              workspace={ctx.workspace.slug}
              initiallyOpen={create !== null}
              create={createIntegrationAction.bind(null, ctx.workspace.slug)}
            />
          )
        }
      />
      <SearchFilter label="Search by name or description" placeholder="Name or description" />
      <Suspense key={JSON.stringify(search)} fallback={<IntegrationTableSkeleton />}>
        <List ctx={ctx} search={search} mayCreate={mayCreate} />
      </Suspense>
    </>
  );
}

interface ListProps {
  ctx: WorkspaceContext;
  search: { q: string | null; cursor: string | null };
  mayCreate: boolean;
}

async function List({ ctx, search: { q, cursor }, mayCreate }: ListProps) {
  const { slug } = ctx.workspace;
  const path = developerPath(slug, "integrations");
  const filters = { ...(q && { q }) };
  const page = await listIntegrations(ctx, { ...filters, ...(cursor && { cursor }) }).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listIntegrations(ctx, filters);
    throw error;
  });
  const href = (to: string | null) => to && withQuery(path, { q, cursor: to });
  if (page.data.length === 0) {
    return q ? (
      <EmptyState title="No integration matches" actions={<ButtonLink href={path}>Clear the search</ButtonLink>}>
        Try another part of its name or description.
      </EmptyState>
    ) : (
      <NoIntegrations mayCreate={mayCreate} keysPath={developerPath(slug, "keys")} />
    );
  }
  return (
    <>
      <IntegrationTable workspace={slug} integrations={page.data} />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}

function NoIntegrations({ mayCreate, keysPath }: { mayCreate: boolean; keysPath: string }) {
  return (
    <EmptyState
      icon={<Blocks aria-hidden />}
      title="Give each program its own keys"
      actions={<ButtonLink href={keysPath}>API keys of the workspace</ButtonLink>}
    >
      An integration is one program that uses the API: an ERP, a data pipeline, a deployment. Its keys can do only what
      it needs, are rotated and revoked without touching the others, and its webhooks and doings are in one place.{" "}
      {!mayCreate && "Admins create them."}
    </EmptyState>
  );
}
