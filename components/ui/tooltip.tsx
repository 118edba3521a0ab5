"use client";

import { cloneElement, type ReactElement, Suspense, useEffect, useRef, useState } from "react";
import { onDemand } from "#components/ui/on-demand";
import type { TooltipSide } from "#components/ui/tooltip-popup";

const Popup = onDemand(() => import("#components/ui/tooltip-popup").then((module) => module.TooltipPopup));
const DELAY_MS = 300;

/** What a tooltip adds to the element that it explains. */
interface Handlers {
  onPointerEnter: (event: React.PointerEvent<Element>) => void;
  onPointerLeave: () => void;
  onPointerDown: () => void;
  onFocus: (event: React.FocusEvent<Element>) => void;
  onBlur: () => void;
}

/** A short explanation on hover and focus. The child is the thing explained and must have a name of its own. */
export function Tooltip({
  content,
  children,
  side = "top",
}: {
  content: React.ReactNode;
  children: ReactElement<Partial<Handlers>>;
  side?: TooltipSide;
}) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  function show(element: Element, delayMs: number) {
    Popup.preload();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delayMs);
  }
  function hide() {
    clearTimeout(timer.current);
    setAnchor(null);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: ({ pointerType, currentTarget }) => pointerType !== "touch" && show(currentTarget, DELAY_MS),
        onPointerLeave: hide,
        onPointerDown: hide,
        // Not for what is focused by a press.
        onFocus: ({ currentTarget }) => currentTarget.matches(":focus-visible") && show(currentTarget, 0),
        onBlur: hide,
      })}
      {anchor && (
        <Suspense>
          <Popup anchor={anchor} side={side} close={hide}>
            {content}
          </Popup>
        </Suspense>
      )}
    </>
  );
}
