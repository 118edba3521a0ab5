"use client";

import { Suspense } from "react";
import { onDemand, useWasOpen } from "#components/ui/on-demand";
import type { SheetProps } from "#components/ui/sheet-popup";

const Popup = onDemand(() => import("#components/ui/sheet-popup").then((module) => module.SheetPopup));

/**
 * A panel at the side of the window. Not modal by default, so that the list beside it stays usable; Escape closes it.
 */
export function Sheet(props: SheetProps) {
  return (
    useWasOpen(props.open) && (
      <Suspense>
        <Popup {...props} />
      </Suspense>
    )
  );
}
