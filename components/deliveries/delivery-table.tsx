"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { deliveryColumns, deliveryFeatures } from "#components/deliveries/delivery-columns";
import { DELIVERY_COLUMN_CLASS } from "#components/deliveries/delivery-table-skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

interface Props {
  deliveries: DeliveryView[];
  about?: "webhook" | "event" | undefined;
  openId: string | null;
  onOpen: (id: string) => void;
  replay: ((id: string) => Promise<void>) | null;
  selection: RowSelectionState;
  onSelectionChange: React.Dispatch<React.SetStateAction<RowSelectionState>>;
}

export function DeliveryTable({ deliveries, about, openId, onOpen, replay, selection, onSelectionChange }: Props) {
  const columns = useMemo(() => deliveryColumns({ open: onOpen, replay, about }), [onOpen, replay, about]);
  const table = useTable({
    features: deliveryFeatures,
    columns,
    data: deliveries,
    getRowId: (row) => row.id,
    state: { rowSelection: selection },
    onRowSelectionChange: onSelectionChange,
  });
  return (
    <Table label="Deliveries" className="table-fixed lg:table-auto">
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <TableHead key={header.id} className={DELIVERY_COLUMN_CLASS[header.id]}>
                <table.FlexRender header={header} />
              </TableHead>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <TableRow
            key={row.id}
            data-state={row.id === openId ? "open" : undefined}
            className={cn(
              "relative transition-colors hover:bg-hover",
              row.id === openId && "bg-accent-soft hover:bg-accent-soft",
            )}
          >
            {row.getAllCells().map((cell) => (
              <TableCell key={cell.id} className={cn("h-10", DELIVERY_COLUMN_CLASS[cell.column.id])}>
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
