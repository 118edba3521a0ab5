"use client";

import { Suspense } from "react";
import type { DialogProps } from "#components/ui/dialog-popup";
import { onDemand, useWasOpen } from "#components/ui/on-demand";

const Popup = onDemand(() => import("#components/ui/dialog-popup").then((module) => module.DialogPopup));

/** A modal dialog, centred, never taller than the window. */
export function Dialog(props: DialogProps) {
  return (
    useWasOpen(props.open) && (
      <Suspense>
        <Popup {...props} />
      </Suspense>
    )
  );
}
