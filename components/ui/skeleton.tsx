import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-3.5 animate-pulse-soft rounded bg-line", className)} />;
}

/** Stands in for a table while its rows are on the way: the same columns, so that nothing moves when they arrive. */
export function TableSkeleton({
  columns,
  rows = 8,
}: {
  columns: { header: string; className?: string; bar: string }[];
  rows?: number;
}) {
  return (
    <Table label="Loading" aria-busy="true">
      <thead>
        <tr>
          {columns.map((column, index) => (
            <TableHead key={column.header || index} className={column.className}>
              {column.header}
            </TableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: rows }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <TableRow key={row}>
            {columns.map((column, index) => (
              <TableCell key={column.header || index} className={column.className}>
                <Skeleton className={column.bar} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
