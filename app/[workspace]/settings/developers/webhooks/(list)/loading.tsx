import { PageHeader } from "#components/shell/page-header";
import { WebhookTableSkeleton } from "#components/webhooks/webhook-table-skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Webhooks" }]}
        title="Webhooks"
        description="Posthorn posts a signed request to your URLs when something happens."
      />
      <div className="h-11" />
      <WebhookTableSkeleton />
    </>
  );
}
