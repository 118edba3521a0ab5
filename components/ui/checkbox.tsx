"use client";

import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

type InputProps = Omit<ComponentProps<"input">, "type" | "onChange" | "checked">;

/** The browser's own checkbox in our look: a table has one per row, and it works before the page is interactive. */
export function Checkbox({
  className,
  indeterminate = false,
  onCheckedChange,
  ...props
}: InputProps & { checked: boolean; onCheckedChange: (checked: boolean) => void; indeterminate?: boolean }) {
  return (
    <input
      {...props}
      type="checkbox"
      ref={(input) => {
        if (input) input.indeterminate = indeterminate;
      }}
      onChange={(event) => onCheckedChange(event.target.checked)}
      className={cn("checkbox", className)}
    />
  );
}
