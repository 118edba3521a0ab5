import { IntegrationTableSkeleton } from "#components/integrations/integration-table";
import { PageHeader } from "#components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Integrations" }]}
        title="Integrations"
        description="Programs that work for this workspace, each with API keys and webhooks of its own."
      />
      <div className="h-11" />
      <IntegrationTableSkeleton />
    </>
  );
}
