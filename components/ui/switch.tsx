"use client";

import { Switch as Base } from "@base-ui/react/switch";
import type { ComponentProps } from "react";

/** `aria-label`, because a label around it names it only once the page is interactive. */
export function Switch(props: ComponentProps<typeof Base.Root> & { "aria-label": string }) {
  return (
    <Base.Root
      {...props}
      className="inline-flex h-4.5 w-8 shrink-0 rounded-full bg-control p-0.5 transition-colors data-checked:bg-accent data-disabled:opacity-50"
    >
      <Base.Thumb className="size-3.5 rounded-full bg-white shadow-sm transition-transform data-checked:translate-x-3.5 dark:bg-black" />
    </Base.Root>
  );
}
