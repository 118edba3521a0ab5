"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

export const Tabs = Base.Root;

const listStyle = "flex gap-4 overflow-x-auto border-b";
const tabStyle =
  "-mb-px border-b-2 border-transparent py-2 text-sm whitespace-nowrap text-ink-muted transition-colors hover:text-ink focus-visible:-outline-offset-2";
const activeTabStyle = "border-brass font-medium text-ink";

export function TabList({ className, ...props }: ComponentProps<typeof Base.List> & { className?: string }) {
  return <Base.List {...props} className={cn(listStyle, className)} />;
}

export function Tab({ className, ...props }: ComponentProps<typeof Base.Tab> & { className?: string }) {
  return (
    <Base.Tab
      {...props}
      className={cn(tabStyle, "data-active:border-brass data-active:font-medium data-active:text-ink", className)}
    />
  );
}

export const TabPanel = Base.Panel;

/** Class names for tabs that are links between pages. */
export const linkTabs = { list: listStyle, tab: (active: boolean) => cn(tabStyle, active && activeTabStyle) };
