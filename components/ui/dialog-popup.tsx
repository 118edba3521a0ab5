"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { buttonStyle } from "#components/ui/button";
import { cn } from "#lib/class-names";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description?: React.ReactNode;
  children: React.ReactNode;
  className?: string;
}

/** What `Dialog` shows. */
export function DialogPopup({ open, onOpenChange, title, description, children, className }: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="backdrop z-40" />
        <Base.Popup
          className={cn(
            "popup fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-1/2 gap-4 overflow-y-auto rounded-xl p-5",
            className,
          )}
        >
          <div className="grid gap-1 pr-8">
            <Base.Title className="text-base font-semibold">{title}</Base.Title>
            {description && <Base.Description className="text-ink-muted">{description}</Base.Description>}
          </div>
          {children}
          <Base.Close
            aria-label="Close"
            className={cn(buttonStyle({ variant: "ghost", size: "icon-sm" }), "absolute top-3.5 right-3.5")}
          >
            <X aria-hidden />
          </Base.Close>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
