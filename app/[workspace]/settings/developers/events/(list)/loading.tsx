import { EventTableSkeleton } from "#components/events/event-table";
import { PageHeader } from "#components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Events" }]}
        title="Events"
        description="Everything that was accepted, whether or not a webhook subscribed to it."
      />
      <div className="h-11" />
      <EventTableSkeleton />
    </>
  );
}
