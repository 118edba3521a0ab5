"use client";

import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { DataTable } from "#components/ui/data-table";
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
  return <DataTable label="Webhooks" table={table} columnClass={COLUMN_CLASS} />;
}
