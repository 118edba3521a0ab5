import { RunTableSkeleton } from "#components/operator/run-table";
import { PageHeader } from "#components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Engine" }]}
        title="Engine"
        description="What executes Posthorn's functions: deliveries, replays and housekeeping."
      />
      <RunTableSkeleton />
    </>
  );
}
