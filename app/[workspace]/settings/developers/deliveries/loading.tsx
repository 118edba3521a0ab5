import { loadLogView } from "#app/_lib/load-deliveries";
import { DeliveryTableSkeleton } from "#components/deliveries/delivery-table-skeleton";
import { PageHeader } from "#components/shell/page-header";

export default async function Loading() {
  const view = await loadLogView();
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Deliveries" }]}
        title="Deliveries"
        description="Every event sent to every webhook, with each attempt as it went over the wire."
      />
      <div className="h-11" />
      <DeliveryTableSkeleton view={view} />
    </>
  );
}
