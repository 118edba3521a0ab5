"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { cn } from "#lib/class-names";

export interface PopoverProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The button, as children of a trigger that has this name and look. */
  trigger: React.ReactNode;
  triggerLabel: string;
  triggerClassName: string;
  title: string;
  className?: string;
  children: React.ReactNode;
}

/** What `Popover` becomes with the first time it is opened. */
export function PopoverPopup(props: PopoverProps) {
  return (
    <Base.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Base.Trigger aria-label={props.triggerLabel} className={props.triggerClassName}>
        {props.trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-60 outline-none" sideOffset={4} align="start">
          <Base.Popup
            className={cn(
              "popup max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-y-auto p-1 outline-none",
              props.className,
            )}
          >
            <Base.Title className="px-2 py-1.5 text-xs text-ink-muted">{props.title}</Base.Title>
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
