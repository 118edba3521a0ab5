import { TableSkeleton } from "#components/ui/skeleton";

/** Widths and the breakpoint from which a column is shown, shared with the real table. */
export const DELIVERY_COLUMN_CLASS: Record<string, string> = {
  select: "w-9 pr-0 max-sm:hidden",
  status: "w-30 max-sm:w-28 max-sm:pr-0",
  type: "max-w-0 w-[34%] min-w-36",
  webhookName: "hidden md:table-cell max-w-0 w-[22%]",
  response: "hidden sm:table-cell max-w-0 w-[34%]",
  attemptCount: "hidden lg:table-cell w-20 text-right",
  createdAt: "w-28 max-sm:w-24 max-sm:pl-0 max-sm:text-right",
  actions: "w-11 pl-0 max-sm:hidden",
};

const COLUMNS = [
  { header: "Status", className: DELIVERY_COLUMN_CLASS.status, bar: "w-18" },
  { header: "Event", className: DELIVERY_COLUMN_CLASS.type, bar: "w-36" },
  { header: "Webhook", className: DELIVERY_COLUMN_CLASS.webhookName, bar: "w-24" },
  { header: "Last answer", className: DELIVERY_COLUMN_CLASS.response, bar: "w-32" },
  { header: "Attempts", className: DELIVERY_COLUMN_CLASS.attemptCount, bar: "ml-auto w-4" },
  { header: "Created", className: DELIVERY_COLUMN_CLASS.createdAt, bar: "w-16" },
].map(({ className, ...column }) => ({ ...column, ...(className && { className }) }));

export function DeliveryTableSkeleton() {
  return <TableSkeleton columns={COLUMNS} rows={10} />;
}
