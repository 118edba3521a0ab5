import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { createWorkspaceAction } from "#app/_actions/operated-workspaces";
import { requireOperator } from "#app/_lib/operator";
import { CreateWorkspaceDialog } from "#components/operator/workspaces/create-workspace-dialog";
import { WorkspaceFilters } from "#components/operator/workspaces/workspace-filters";
import {
  loadWorkspaceSearchParams,
  type WorkspaceSearch,
} from "#components/operator/workspaces/workspace-search-params";
import { WorkspaceTable, WorkspaceTableSkeleton } from "#components/operator/workspaces/workspace-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listOperated } from "#lib/workspaces/list-operated";
import { listProductChoices } from "#lib/workspaces/list-product-choices";

export const metadata: Metadata = { title: "Workspaces" };

export default async function WorkspacesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const products = await listProductChoices(await requireOperator());
  const search = await loadWorkspaceSearchParams(searchParams);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Workspaces" }]}
        title="Workspaces"
        description="The customers of your products. Your backend makes them by API when somebody signs up; here you do it by hand."
        actions={<CreateWorkspaceDialog products={products} create={createWorkspaceAction} />}
      />
      <WorkspaceFilters products={products} />
      <Suspense key={JSON.stringify(search)} fallback={<WorkspaceTableSkeleton />}>
        <List search={search} />
      </Suspense>
    </>
  );
}

async function List({ search }: { search: WorkspaceSearch }) {
  const ctx = await requireOperator();
  const { q, product, status, cursor } = search;
  const page = await listOperated(ctx, {
    ...(q && { q }),
    ...(product && { product }),
    ...(status && { status }),
    ...(cursor && { cursor }),
  }).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listOperated(ctx);
    throw error;
  });
  const path = operatorPath("workspaces");
  const href = (to: string | null) => to && withQuery(path, { ...search, cursor: to });
  if (page.data.length === 0) {
    return q || product || status || cursor ? (
      <EmptyState title="No workspace matches" actions={<ButtonLink href={path}>Clear filters</ButtonLink>}>
        Look for another part of the name, or remove a filter.
      </EmptyState>
    ) : (
      <EmptyState icon={<Building2 aria-hidden />} title="No workspaces yet">
        Each customer of a product gets one. Create the first here, or let your backend do it with an operator key.
      </EmptyState>
    );
  }
  return (
    <>
      <WorkspaceTable workspaces={page.data} />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
