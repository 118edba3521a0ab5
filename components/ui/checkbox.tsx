"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

export function Checkbox({
  className,
  indeterminate,
  ...props
}: ComponentProps<typeof Base.Root> & { className?: string }) {
  const Icon = indeterminate ? Minus : Check;
  return (
    <Base.Root
      {...props}
      indeterminate={indeterminate ?? false}
      className={cn(
        "flex size-4 shrink-0 items-center justify-center rounded border border-control bg-surface text-on-primary transition-colors data-checked:border-primary data-checked:bg-primary data-indeterminate:border-primary data-indeterminate:bg-primary data-disabled:opacity-50",
        className,
      )}
    >
      <Base.Indicator className="data-unchecked:hidden">
        <Icon aria-hidden className="size-3" strokeWidth={3} />
      </Base.Indicator>
    </Base.Root>
  );
}
