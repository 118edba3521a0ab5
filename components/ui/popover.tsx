"use client";

import { onDemand, opensOnDemand, useWasOpen } from "#components/ui/on-demand";
import type { PopoverProps } from "#components/ui/popover-popup";

const Popup = onDemand(() => import("#components/ui/popover-popup").then((module) => module.PopoverPopup));

/** A small panel at the button that opens it. */
export function Popover(props: PopoverProps) {
  const button = (
    <button
      {...opensOnDemand(() => props.onOpenChange(true), Popup.preload)}
      aria-haspopup="dialog"
      aria-label={props.triggerLabel}
      className={props.triggerClassName}
    >
      {props.trigger}
    </button>
  );
  const wasOpened = useWasOpen(props.open);
  return wasOpened ? <Popup {...props} /> : button;
}
