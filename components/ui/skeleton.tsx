import { Table, TableHead } from "#components/ui/table";
import { cn } from "#lib/class-names";

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-3.5 animate-pulse-soft rounded bg-line", className)} />;
}

const HEIGHTS = { 3: "h-33", 4: "h-44", 5: "h-55", 6: "h-66", 10: "h-110" };

interface TableSkeletonProps {
  columns: { header: string; className?: string; bar: string }[];
  rows: keyof typeof HEIGHTS;
}

/**
 * Stands in for a table while its rows are on the way: the same columns, so that nothing moves when they arrive. The rows are
 * drawn, since a page carries its skeletons with it, and an element per cell would make them half of what it renders.
 */
export function TableSkeleton({ columns, rows }: TableSkeletonProps) {
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
        <tr className={cn("skeleton-rows", HEIGHTS[rows])}>
          {columns.map((column, index) => (
            <td key={column.header || index} className={cn("px-3", column.className)}>
              <Skeleton className={column.bar} />
            </td>
          ))}
        </tr>
      </tbody>
    </Table>
  );
}

/** Stands in for a form: labels with a field each, and perhaps a tall one below. */
export function FormSkeleton({ fields, area = false }: { fields: number; area?: boolean }) {
  return (
    <div className="grid max-w-3xl gap-6">
      {Array.from({ length: fields + (area ? 1 : 0) }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={index} className="grid gap-1.5">
          <Skeleton className="my-0.75 w-24" />
          <div className={cn("rounded-md border bg-surface", index === fields ? "h-64" : "h-8")} />
        </div>
      ))}
    </div>
  );
}
