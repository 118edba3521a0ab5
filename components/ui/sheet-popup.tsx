"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { buttonStyle } from "#components/ui/button";
import { cn } from "#lib/class-names";

export interface SheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  side?: "left" | "right";
  modal?: boolean;
  actions?: React.ReactNode;
  className?: string;
  children: React.ReactNode;
}

/** What `Sheet` shows. */
export function SheetPopup(props: SheetProps) {
  const { side = "right", modal = false } = props;
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange} modal={modal} disablePointerDismissal={!modal}>
      <Base.Portal>
        {modal && <Base.Backdrop className="backdrop z-40" />}
        <Base.Popup
          className={cn(
            "fixed inset-y-0 z-50 flex w-[min(42rem,100vw)] flex-col bg-surface text-ink shadow-popup outline-none transition-transform duration-200 ease-out",
            side === "right"
              ? "right-0 data-ending-style:translate-x-full data-starting-style:translate-x-full"
              : "left-0 data-ending-style:-translate-x-full data-starting-style:-translate-x-full",
            props.className,
          )}
        >
          <div className="flex h-12 shrink-0 items-center gap-2 border-b pr-2 pl-4">
            <Base.Title className="min-w-0 flex-1 truncate text-sm font-semibold">{props.title}</Base.Title>
            {props.actions}
            <Base.Close aria-label="Close" className={buttonStyle({ variant: "ghost", size: "icon-sm" })}>
              <X aria-hidden />
            </Base.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">{props.children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
