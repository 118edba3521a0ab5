"use client";

import type { ComponentProps } from "react";

type InputProps = Omit<ComponentProps<"input">, "type" | "role" | "onChange" | "checked" | "className">;

/** The browser's own checkbox as a switch. `aria-label` names it. */
export function Switch({
  onCheckedChange,
  ...props
}: InputProps & { "aria-label": string; checked: boolean; onCheckedChange: (checked: boolean) => void }) {
  return (
    <input
      {...props}
      type="checkbox"
      // biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox tells its state by itself
      role="switch"
      onChange={(event) => onCheckedChange(event.target.checked)}
      className="switch"
    />
  );
}
