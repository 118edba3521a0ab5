import { EventTypeTableSkeleton } from "#components/operator/products/event-type-table";

export default function Loading() {
  return <EventTypeTableSkeleton />;
}
