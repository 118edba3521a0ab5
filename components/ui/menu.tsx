"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

export const MenuGroup = Base.Group;
export const MenuRadioGroup = Base.RadioGroup;

const itemStyle =
  "flex items-center gap-2 rounded px-2 py-1.5 text-sm outline-none select-none data-highlighted:bg-hover data-disabled:opacity-50 [&_svg]:size-3.5 [&_svg]:shrink-0 [&_svg]:text-ink-muted";

export interface MenuPopupProps {
  /** The button's name and look, and what is on it. */
  label: string;
  className: string;
  trigger: React.ReactNode;
  /** The items. */
  children: React.ReactNode;
  align?: "start" | "end";
  side?: "top" | "bottom";
  popupClassName?: string;
}

/** What `MenuButton` becomes with the first time it is opened: it is open from the start. */
export function MenuPopup(props: MenuPopupProps) {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger aria-label={props.label} className={props.className}>
        {props.trigger}
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          className="z-60 outline-none"
          sideOffset={4}
          align={props.align ?? "start"}
          side={props.side ?? "bottom"}
        >
          <Base.Popup
            className={cn(
              "popup min-w-44 max-w-[calc(100vw-1rem)] max-h-(--available-height) overflow-y-auto p-1",
              props.popupClassName,
            )}
          >
            {props.children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Base.Item> & { className?: string }) {
  return <Base.Item {...props} className={cn(itemStyle, className)} />;
}

export function MenuLinkItem({ className, ...props }: ComponentProps<typeof Base.LinkItem> & { className?: string }) {
  return <Base.LinkItem {...props} className={cn(itemStyle, className)} />;
}

export function MenuRadioItem({ children, ...props }: ComponentProps<typeof Base.RadioItem>) {
  return (
    <Base.RadioItem {...props} className={cn(itemStyle, "data-checked:font-medium data-checked:text-accent")}>
      {children}
    </Base.RadioItem>
  );
}

export function MenuLabel({ children }: { children: React.ReactNode }) {
  return <Base.GroupLabel className="px-2 py-1.5 text-xs text-ink-muted">{children}</Base.GroupLabel>;
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-line" />;
}

export function MenuCheckboxItem({ children, ...props }: ComponentProps<typeof Base.CheckboxItem>) {
  return (
    <Base.CheckboxItem {...props} className={cn(itemStyle, "grid grid-cols-[1fr_auto] gap-4")}>
      {children}
      <Base.CheckboxItemIndicator keepMounted className="data-unchecked:invisible">
        <Check aria-hidden />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}
