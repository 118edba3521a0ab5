"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { buttonStyle } from "#components/ui/button";
import { cn } from "#lib/class-names";

export interface SelectOption {
  value: string;
  label: string;
  icon?: React.ReactNode;
}

/** A choice of one from a short list. `aria-label` names it where no visible label does. */
export function Select(props: {
  options: readonly SelectOption[];
  value: string;
  onValueChange: (value: string) => void;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  className?: string;
  size?: "sm" | "md";
}) {
  const { options, value, onValueChange, className, size = "md", ...rest } = props;
  return (
    <Base.Root items={[...options]} value={value} onValueChange={(next) => next !== null && onValueChange(next)}>
      <Base.Trigger
        {...rest}
        className={cn(
          buttonStyle({ variant: "secondary", size }),
          "justify-between font-normal border-control shadow-none",
          className,
        )}
      >
        <Base.Value className="truncate" />
        <Base.Icon>
          <ChevronDown aria-hidden className="text-ink-muted" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-60 outline-none select-none" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="popup min-w-(--anchor-width) max-w-[min(28rem,calc(100vw-1rem))]">
            <Base.List className="max-h-[min(22rem,var(--available-height))] overflow-y-auto p-1">
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid grid-cols-[1fr_auto] items-center gap-3 rounded px-2 py-1.5 text-sm outline-none data-highlighted:bg-hover"
                >
                  <Base.ItemText className="flex min-w-0 items-center gap-2 truncate">
                    {option.icon}
                    {option.label}
                  </Base.ItemText>
                  <Base.ItemIndicator>
                    <Check aria-hidden className="size-3.5 text-accent" />
                  </Base.ItemIndicator>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
