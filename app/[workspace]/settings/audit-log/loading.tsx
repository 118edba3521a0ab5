import { AuditTableSkeleton } from "#components/audit/audit-table";
import { PageHeader } from "#components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader crumbs={[{ label: "Settings" }, { label: "Audit log" }]} title="Audit log" />
      <div className="h-11" />
      <AuditTableSkeleton />
    </>
  );
}
