"use client";

import { Suspense } from "react";
import type { AlertDialogProps } from "#components/ui/alert-dialog-popup";
import { onDemand, useWasOpen } from "#components/ui/on-demand";

const Popup = onDemand(() => import("#components/ui/alert-dialog-popup").then((module) => module.AlertDialogPopup));

/** Asks before something that can't be undone. `children` may hold further inputs. */
export function AlertDialog(props: AlertDialogProps) {
  return (
    useWasOpen(props.open) && (
      <Suspense>
        <Popup {...props} />
      </Suspense>
    )
  );
}
