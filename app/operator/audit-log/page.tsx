import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Suspense } from "react";
import { requireOperator } from "#app/_lib/operator";
import { AuditFilters } from "#components/audit/audit-filters";
import { type AuditSearch, auditSelection, loadAuditSearchParams } from "#components/audit/audit-search-params";
import { AuditTable, AuditTableSkeleton } from "#components/audit/audit-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { ExportLinks } from "#components/ui/export-links";
import { Pager } from "#components/ui/pager";
import { auditGroups } from "#lib/audit/audit-view";
import { listOperatorAudit } from "#lib/audit/list-audit";
import { operatorDataPath, operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listOperators } from "#lib/operators/list-operators";

export const metadata: Metadata = { title: "Audit log" };

export default async function OperatorAuditLogPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const operators = await listOperators(await requireOperator());
  const search = await loadAuditSearchParams(searchParams);
  const { cursor: _, ...selection } = auditSelection(search);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Audit log" }]}
        title="Audit log"
        description="What operators and operator keys did, in every workspace, and what was changed about this instance. Entries can't be changed or deleted."
        actions={
          <ExportLinks
            href={(format) => withQuery(operatorDataPath("audit-log", "export"), { ...selection, format })}
          />
        }
      />
      <AuditFilters actors={operators} groups={auditGroups(true)} />
      <Suspense key={JSON.stringify(search)} fallback={<AuditTableSkeleton />}>
        <List search={search} />
      </Suspense>
    </>
  );
}

async function List({ search }: { search: AuditSearch }) {
  const ctx = await requireOperator();
  const path = operatorPath("audit-log");
  const page = await listOperatorAudit(ctx, auditSelection(search)).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listOperatorAudit(ctx);
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
        Every change that an operator makes appears here.
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
