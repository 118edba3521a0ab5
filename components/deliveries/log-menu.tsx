"use client";

import { Download, Settings2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { deliverySearchParams, toCriteria } from "#components/deliveries/delivery-search-params";
import { formatLogView, LOG_COLUMNS, LOG_VIEW_COOKIE, type LogView } from "#components/deliveries/log-view";
import { buttonStyle } from "#components/ui/button";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuGroup,
  MenuLabel,
  MenuLinkItem,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "#components/ui/menu";
import { dataPath, withQuery } from "#lib/dashboard-paths";

const YEAR_SECONDS = 31_536_000;

/** Which columns there are and how dense; remembered in this browser. */
export function ViewMenu({ view: initial }: { view: LogView }) {
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
    <Menu>
      <MenuTrigger aria-label="Columns and density" className={`${buttonStyle({ size: "icon" })} max-sm:hidden`}>
        <Settings2 aria-hidden />
      </MenuTrigger>
      <MenuContent align="end">
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
      </MenuContent>
    </Menu>
  );
}

/** Downloads all that matches the filters of the page. */
export function ExportMenu({ workspace, webhookId }: { workspace: string; webhookId?: string }) {
  const [{ cursor: _, ...filters }] = useQueryStates(deliverySearchParams);
  const href = (format: string) => {
    const criteria = toCriteria({ ...filters, webhook: webhookId ?? filters.webhook }, Date.now());
    return withQuery(dataPath(workspace, "deliveries", "export"), { ...criteria, format });
  };
  return (
    <Menu>
      <MenuTrigger aria-label="Export" className={buttonStyle({ size: "icon" })}>
        <Download aria-hidden />
      </MenuTrigger>
      <MenuContent align="end">
        <MenuGroup>
          <MenuLabel>Export all that matches</MenuLabel>
          <MenuLinkItem href={href("csv")} download>
            As CSV
          </MenuLinkItem>
          <MenuLinkItem href={href("ndjson")} download>
            As NDJSON
          </MenuLinkItem>
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}
