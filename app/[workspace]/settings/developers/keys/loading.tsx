import { KeyTableSkeleton } from "#components/keys/key-table";
import { PageHeader } from "#components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "API keys" }]}
        title="API keys"
        description="Every key of this workspace."
      />
      <div className="h-11" />
      <KeyTableSkeleton />
    </>
  );
}
