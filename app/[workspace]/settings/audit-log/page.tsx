import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { pageContext } from "#app/_lib/session";
import { AuditFilters } from "#components/audit/audit-filters";
import { type AuditSearch, auditSelection, loadAuditSearchParams } from "#components/audit/audit-search-params";
import { AuditTable, AuditTableSkeleton } from "#components/audit/audit-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ExportLinks } from "#components/ui/export-links";
import { Pager } from "#components/ui/pager";
import { auditGroups } from "#lib/audit/audit-view";
import { listAudit } from "#lib/audit/list-audit";
import type { WorkspaceContext } from "#lib/context/workspace-context";
import { dataPath, settingsPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listMembers } from "#lib/members/list-members";

export const metadata: Metadata = { title: "Audit log" };

interface Props {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function AuditLogPage({ params, searchParams }: Props) {
  const ctx = await pageContext((await params).workspace);
  const search = await loadAuditSearchParams(searchParams);
  const { cursor: _, ...selection } = auditSelection(search);
  const download = (format: string) =>
    withQuery(dataPath(ctx.workspace.slug, "audit-log", "export"), { ...selection, format });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Audit log" }]}
        title="Audit log"
        description="Who changed, revealed or replayed what, who signed in and who was refused. Entries can't be changed or deleted."
        actions={<ExportLinks href={download} />}
      />
      <AuditFilters actors={await listMembers(ctx)} groups={auditGroups(false)} />
      <Suspense key={JSON.stringify(search)} fallback={<AuditTableSkeleton />}>
        <List ctx={ctx} search={search} />
      </Suspense>
    </>
  );
}

async function List({ ctx, search }: { ctx: WorkspaceContext; search: AuditSearch }) {
  const path = settingsPath(ctx.workspace.slug, "audit-log");
  const page = await listAudit(ctx, auditSelection(search)).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listAudit(ctx);
    throw error;
  });
  const href = (to: string | null) => to && withQuery(path, { ...search, cursor: to });
  if (page.data.length === 0) {
    return Object.values(search).some(Boolean) ? (
      <EmptyState title="No entry matches" actions={<ButtonLink href={path}>Clear filters</ButtonLink>}>
        Widen the time range, or remove a filter.
      </EmptyState>
    ) : (
      <EmptyState icon={<ScrollText aria-hidden />} title="Nothing has happened yet">
        Every change that somebody makes appears here.
      </EmptyState>
    );
  }
  return (
    <>
      <AuditTable entries={page.data} />
      <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
    </>
  );
}
