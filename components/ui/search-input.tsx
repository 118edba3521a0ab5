"use client";

import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { Input } from "#components/ui/input";
import { cn } from "#lib/class-names";

export function SearchInput({ className, ...props }: ComponentProps<"input"> & { "aria-label": string }) {
  return (
    <div className={cn("relative", className)}>
      <Search aria-hidden className="pointer-events-none absolute top-2.25 left-2.5 size-3.5 text-ink-muted" />
      <Input type="search" {...props} className="pl-8" />
    </div>
  );
}
