"use client";

import { LOG_COLUMNS, type LogView, parseLogView } from "#components/deliveries/log-view";
import { TableSkeleton } from "#components/ui/skeleton";

/** Widths and the breakpoint from which a column is shown, shared with the real table. */
export const DELIVERY_COLUMN_CLASS: Record<string, string> = {
  select: "w-9 pr-0 max-sm:hidden",
  status: "w-30 max-sm:w-25 max-sm:px-2",
  type: "max-w-0 w-[34%] min-w-36 max-sm:w-auto max-sm:min-w-0 max-sm:px-1",
  webhookName: "hidden md:table-cell max-w-0 w-[22%]",
  response: "hidden sm:table-cell max-w-0 w-[34%]",
  attemptCount: "hidden lg:table-cell w-20 text-right",
  eventId: "hidden lg:table-cell w-62",
  id: "hidden lg:table-cell w-62",
  nextAttemptAt: "hidden lg:table-cell w-28",
  completedAt: "hidden lg:table-cell w-28",
  createdAt: "w-28 max-sm:w-22 max-sm:px-2 max-sm:text-right",
  actions: "w-11 pl-0 max-sm:hidden",
};

const BARS = { attemptCount: "ml-auto w-4", createdAt: "w-16", eventId: "w-52", id: "w-52" } as Record<string, string>;

/** The same columns as the table that it stands in for. */
export function DeliveryTableSkeleton({ view = parseLogView(undefined), about }: SkeletonProps) {
  const chosen = LOG_COLUMNS.filter(({ id }) => view.columns.includes(id) && !(about && id === "webhookName"));
  const columns = [{ id: "status", label: "Status" }, { id: "type", label: "Event" }, ...chosen];
  return (
    <TableSkeleton
      rows={10}
      columns={columns.map(({ id, label }) => ({
        header: label,
        bar: BARS[id] ?? "w-20",
        className: DELIVERY_COLUMN_CLASS[id] ?? "",
      }))}
    />
  );
}

interface SkeletonProps {
  view?: LogView;
  about?: "webhook";
}
