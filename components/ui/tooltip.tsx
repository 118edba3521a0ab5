"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement } from "react";

export const TooltipProvider = Base.Provider;

/** A short explanation on hover and focus. The child is the thing explained and must have a name of its own. */
export function Tooltip({
  content,
  children,
  side = "top",
}: {
  content: React.ReactNode;
  children: ReactElement;
  side?: "top" | "bottom" | "left" | "right";
}) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className="z-60" sideOffset={6} side={side}>
          <Base.Popup className="popup max-w-[min(24rem,calc(100vw-1rem))] px-2 py-1 text-xs wrap-anywhere">
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
