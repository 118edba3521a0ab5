"use client";

import { type RowSelectionState, useTable } from "@tanstack/react-table";
import { useMemo, useState } from "react";
import { DataTable } from "#components/ui/data-table";
import { webhookColumns, webhookFeatures } from "#components/webhooks/webhook-columns";
import { type WebhookBulkActions, WebhookSelection } from "#components/webhooks/webhook-selection";
import { COLUMN_CLASS } from "#components/webhooks/webhook-table-skeleton";
import { developerPath } from "#lib/dashboard-paths";
import type { WebhookListItem } from "#lib/webhooks/list-webhook-items";

interface Props {
  workspace: string;
  webhooks: WebhookListItem[];
  /** Null for readers who may only look. */
  actions: WebhookBulkActions | null;
}

export function WebhookTable({ workspace, webhooks, actions }: Props) {
  const [selection, setSelection] = useState<RowSelectionState>({});
  const mayChange = actions !== null;
  const columns = useMemo(
    () => webhookColumns((id) => developerPath(workspace, "webhooks", id), mayChange),
    [workspace, mayChange],
  );
  const table = useTable({
    features: webhookFeatures,
    columns,
    data: webhooks,
    getRowId: (row) => row.id,
    state: { rowSelection: selection },
    onRowSelectionChange: setSelection,
  });
  const selected = webhooks.filter(({ id }) => selection[id]);
  return (
    <>
      {actions && selected.length > 0 && (
        <WebhookSelection selected={selected} actions={actions} clear={() => setSelection({})} />
      )}
      <DataTable label="Webhooks" table={table} columnClass={COLUMN_CLASS} density="roomy" />
    </>
  );
}
