"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { type SelectProps, selectStyle } from "#components/ui/select-style";

/** What `Select` becomes with the first time it is opened: it is open from the start. */
export function SelectPopup(props: SelectProps) {
  const { options, value, onValueChange, className, size = "md", ...rest } = props;
  return (
    <Base.Root
      defaultOpen
      items={[...options]}
      value={value}
      onValueChange={(next) => next !== null && onValueChange(next)}
    >
      <Base.Trigger {...rest} className={selectStyle(size, className)}>
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
