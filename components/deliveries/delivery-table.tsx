"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { deliveryColumns, deliveryFeatures } from "#components/deliveries/delivery-columns";
import { DELIVERY_COLUMN_CLASS } from "#components/deliveries/delivery-table-skeleton";
import type { LogView } from "#components/deliveries/log-view";
import { DataTable } from "#components/ui/data-table";
import type { DeliveryView } from "#lib/deliveries/delivery-view";

interface Props {
  deliveries: DeliveryView[];
  about?: "webhook" | "event" | undefined;
  view: LogView;
  openId: string | null;
  onOpen: (id: string) => void;
  replay: ((id: string) => Promise<void>) | null;
  selection: RowSelectionState;
  onSelectionChange: React.Dispatch<React.SetStateAction<RowSelectionState>>;
}

export function DeliveryTable(props: Props) {
  const { deliveries, about, view, openId, onOpen, replay, selection, onSelectionChange } = props;
  const columns = useMemo(() => deliveryColumns({ open: onOpen, replay, about, view }), [onOpen, replay, about, view]);
  const table = useTable({
    features: deliveryFeatures,
    columns,
    data: deliveries,
    getRowId: (row) => row.id,
    state: { rowSelection: selection },
    onRowSelectionChange: onSelectionChange,
  });
  return (
    <DataTable
      label="Deliveries"
      table={table}
      columnClass={DELIVERY_COLUMN_CLASS}
      density={view.density}
      className="table-fixed lg:table-auto"
      rowClass={({ id }) => id === openId && "bg-accent-soft hover:bg-accent-soft"}
    />
  );
}
