"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";

export type TooltipSide = "top" | "bottom" | "left" | "right";

/** What `Tooltip` shows. */
export function TooltipPopup(props: {
  anchor: Element;
  side: TooltipSide;
  close: () => void;
  children: React.ReactNode;
}) {
  return (
    <Base.Root open onOpenChange={(open) => !open && props.close()}>
      <Base.Portal>
        <Base.Positioner anchor={props.anchor} className="z-60" sideOffset={6} side={props.side}>
          <Base.Popup className="popup max-w-[min(24rem,calc(100vw-1rem))] px-2 py-1 text-xs wrap-anywhere">
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
