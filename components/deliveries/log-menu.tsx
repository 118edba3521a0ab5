"use client";

import { Download, Settings2 } from "lucide-react";
import type { LogView } from "#components/deliveries/log-view";
import { buttonStyle } from "#components/ui/button";
import { MenuButton } from "#components/ui/menu-button";
import { onDemand } from "#components/ui/on-demand";

const ViewItems = onDemand(() => import("#components/deliveries/log-menu-items").then((module) => module.ViewItems));
const ExportItems = onDemand(() =>
  import("#components/deliveries/log-menu-items").then((module) => module.ExportItems),
);

/** Which columns there are and how dense; remembered in this browser. */
export function ViewMenu({ view }: { view: LogView }) {
  return (
    <MenuButton
      label="Columns and density"
      className={`${buttonStyle({ size: "icon" })} max-sm:hidden`}
      align="end"
      preload={ViewItems.preload}
      trigger={<Settings2 aria-hidden />}
    >
      <ViewItems view={view} />
    </MenuButton>
  );
}

/** Downloads all that matches the filters of the page. */
export function ExportMenu(props: { workspace: string; webhookId?: string }) {
  return (
    <MenuButton
      label="Export"
      className={buttonStyle({ size: "icon" })}
      align="end"
      preload={ExportItems.preload}
      trigger={<Download aria-hidden />}
    >
      <ExportItems {...props} />
    </MenuButton>
  );
}
