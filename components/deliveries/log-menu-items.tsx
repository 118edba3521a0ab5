"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { deliverySearchParams, toCriteria } from "#components/deliveries/delivery-search-params";
import { formatLogView, LOG_COLUMNS, LOG_VIEW_COOKIE, type LogView } from "#components/deliveries/log-view";
import {
  MenuCheckboxItem,
  MenuGroup,
  MenuLabel,
  MenuLinkItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
} from "#components/ui/menu";
import { dataPath, withQuery } from "#lib/dashboard-paths";

const YEAR_SECONDS = 31_536_000;

/** Columns to show or hide, and how dense the rows are. */
export function ViewItems({ view: initial }: { view: LogView }) {
  const router = useRouter();
  // Ahead of the page, which takes a moment to be rendered so.
  const [view, setView] = useState(initial);
  function change(next: LogView) {
    setView(next);
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox ESR
    document.cookie = `${LOG_VIEW_COOKIE}=${encodeURIComponent(formatLogView(next))}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
    router.refresh();
  }
  return (
    <>
      <MenuGroup>
        <MenuLabel>Columns</MenuLabel>
        {LOG_COLUMNS.map(({ id, label }) => (
          <MenuCheckboxItem
            key={id}
            checked={view.columns.includes(id)}
            onCheckedChange={(checked) =>
              change({ ...view, columns: checked ? [...view.columns, id] : view.columns.filter((one) => one !== id) })
            }
          >
            {label}
          </MenuCheckboxItem>
        ))}
      </MenuGroup>
      <MenuSeparator />
      <MenuGroup>
        <MenuLabel>Density</MenuLabel>
        <MenuRadioGroup value={view.density} onValueChange={(density) => change({ ...view, density })}>
          <MenuRadioItem value="comfortable">Comfortable</MenuRadioItem>
          <MenuRadioItem value="compact">Compact</MenuRadioItem>
        </MenuRadioGroup>
      </MenuGroup>
    </>
  );
}

/** The formats that can be exported. */
export function ExportItems({ workspace, webhookId }: { workspace: string; webhookId?: string }) {
  const [{ cursor: _, ...filters }] = useQueryStates(deliverySearchParams);
  const href = (format: string) => {
    const criteria = toCriteria({ ...filters, webhook: webhookId ?? filters.webhook }, Date.now());
    return withQuery(dataPath(workspace, "deliveries", "export"), { ...criteria, format });
  };
  return (
    <MenuGroup>
      <MenuLabel>Export all that matches</MenuLabel>
      <MenuLinkItem href={href("csv")} download closeOnClick>
        As CSV
      </MenuLinkItem>
      <MenuLinkItem href={href("ndjson")} download closeOnClick>
        As NDJSON
      </MenuLinkItem>
    </MenuGroup>
  );
}
