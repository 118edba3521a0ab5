"use client";

import type { ReactTable, RowData, TableFeatures } from "@tanstack/react-table";
import { cellClass, Table, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";

export type Density = "roomy" | "comfortable" | "compact";

const CELL: Record<Density, string> = { roomy: "h-11", comfortable: "h-10", compact: "h-7.5 py-0.5" };

interface Props<F extends TableFeatures, R extends RowData> {
  /** Names the table, and the region it scrolls in. */
  label: string;
  table: ReactTable<F, R>;
  /** Width of each column and the breakpoint from which it is shown, by column id. */
  columnClass: Record<string, string>;
  rowClass?: (row: R) => string | false;
  density?: Density;
  className?: string;
}

/** A TanStack table in our look. A cell may hold a link or button that covers its row (`after:absolute after:inset-0`). */
export function DataTable<F extends TableFeatures, R extends RowData>(props: Props<F, R>) {
  const { label, table, columnClass, rowClass, density = "comfortable", className } = props;
  const cellClasses = new Map(
    table.getAllLeafColumns().map(({ id }) => [id, cellClass(cn(CELL[density], columnClass[id]))]),
  );
  return (
    <Table label={label} className={className}>
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <TableHead key={header.id} className={columnClass[header.id]}>
                <table.FlexRender header={header} />
              </TableHead>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <TableRow key={row.id} className={cn("relative transition-colors hover:bg-hover", rowClass?.(row.original))}>
            {row.getAllCells().map((cell) => (
              <td key={cell.id} className={cellClasses.get(cell.column.id)}>
                <table.FlexRender cell={cell} />
              </td>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
