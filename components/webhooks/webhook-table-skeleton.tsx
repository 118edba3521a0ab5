"use client";

import { TableSkeleton } from "#components/ui/skeleton";

/** Widths and the breakpoint from which a column is shown, shared with the real table. */
export const COLUMN_CLASS: Record<string, string> = {
  select: "w-9 pr-0 max-sm:hidden",
  name: "max-w-0 w-full min-w-40",
  status: "",
  eventTypes: "hidden md:table-cell max-w-56",
  hours: "hidden sm:table-cell",
  p95: "hidden xl:table-cell text-right",
  waiting: "hidden lg:table-cell text-right",
  last: "hidden lg:table-cell",
};

const COLUMNS = [
  { header: "Webhook", className: COLUMN_CLASS.name, bar: "w-40" },
  { header: "Status", bar: "w-16" },
  { header: "Events", className: COLUMN_CLASS.eventTypes, bar: "w-28" },
  { header: "Last 24 h", className: COLUMN_CLASS.hours, bar: "w-36" },
  { header: "p95", className: COLUMN_CLASS.p95, bar: "w-10" },
  { header: "Waiting", className: COLUMN_CLASS.waiting, bar: "w-6" },
  { header: "Last attempt", className: COLUMN_CLASS.last, bar: "w-20" },
].map(({ className, ...column }) => ({ ...column, ...(className && { className }) }));

export function WebhookTableSkeleton() {
  return <TableSkeleton columns={COLUMNS} rows={5} />;
}
