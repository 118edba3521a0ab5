"use client";

import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { webhookColumns, webhookFeatures } from "#components/webhooks/webhook-columns";
import { COLUMN_CLASS } from "#components/webhooks/webhook-table-skeleton";
import { developerPath } from "#lib/dashboard-paths";
import type { WebhookView } from "#lib/webhooks/webhook-view";

interface Props {
  workspace: string;
  webhooks: WebhookView[];
  /** Whether the reader may bring webhooks back that Posthorn has disabled. */
  mayResume: boolean;
}

export function WebhookTable({ workspace, webhooks, mayResume }: Props) {
  const columns = useMemo(
    () => webhookColumns((id) => developerPath(workspace, "webhooks", id), mayResume),
    [workspace, mayResume],
  );
  const table = useTable({ features: webhookFeatures, columns, data: webhooks, getRowId: (row) => row.id });
  return (
    <Table label="Webhooks">
      <thead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {group.headers.map((header) => (
              <TableHead key={header.id} className={COLUMN_CLASS[header.id]}>
                <table.FlexRender header={header} />
              </TableHead>
            ))}
          </tr>
        ))}
      </thead>
      <tbody>
        {table.getRowModel().rows.map((row) => (
          <TableRow key={row.id} className="relative transition-colors hover:bg-hover">
            {row.getAllCells().map((cell) => (
              <TableCell key={cell.id} className={COLUMN_CLASS[cell.column.id]}>
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
