import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { developerPath } from "#lib/dashboard-paths";
import type { EventView } from "#lib/events/event-view";

const CLASS = {
  type: "w-[30%] max-w-0 min-w-40",
  data: "max-w-0 w-[45%] hidden sm:table-cell",
  key: "hidden lg:table-cell max-w-40",
  createdAt: "w-28 whitespace-nowrap max-sm:text-right",
};

export function EventTableSkeleton() {
  return (
    <TableSkeleton
      rows={10}
      columns={[
        { header: "Event", className: CLASS.type, bar: "w-32" },
        { header: "Data", className: CLASS.data, bar: "w-64" },
        { header: "Key", className: CLASS.key, bar: "w-20" },
        { header: "Accepted", className: CLASS.createdAt, bar: "w-16" },
      ]}
    />
  );
}

/** Accepted events. A plain table: nothing here needs the browser's help. */
export function EventTable({ workspace, events }: { workspace: string; events: EventView[] }) {
  return (
    <Table label="Events">
      <thead>
        <tr>
          <TableHead className={CLASS.type}>Event</TableHead>
          <TableHead className={CLASS.data}>Data</TableHead>
          <TableHead className={CLASS.key}>Key</TableHead>
          <TableHead className={CLASS.createdAt}>Accepted</TableHead>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <TableRow key={event.id} className="relative transition-colors hover:bg-hover">
            <TableCell className={`${CLASS.type} h-10`}>
              <span className="flex min-w-0 items-center gap-2">
                <Link
                  href={developerPath(workspace, "events", event.id)}
                  className="truncate font-mono text-xs after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                >
                  {event.type}
                </Link>
                {event.test && <Badge tone="accent">Test</Badge>}
              </span>
            </TableCell>
            <TableCell className={`${CLASS.data} truncate font-mono text-xs text-ink-muted`}>
              {event.dataHidden ? "hidden" : event.data.slice(0, 200)}
            </TableCell>
            <TableCell className={`${CLASS.key} truncate font-mono text-xs text-ink-muted`}>
              {event.key ?? "–"}
            </TableCell>
            <TableCell className={CLASS.createdAt}>
              <RelativeTime date={event.createdAt} className="text-ink-soft" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
