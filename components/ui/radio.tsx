"use client";

import { Radio as Base } from "@base-ui/react/radio";
import { RadioGroup as BaseGroup } from "@base-ui/react/radio-group";

export const RadioGroup = BaseGroup;

/** One choice of a RadioGroup; put it into a label. */
export function Radio({ value }: { value: string }) {
  return (
    <Base.Root
      value={value}
      className="grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface data-checked:border-accent"
    >
      <Base.Indicator className="size-2 rounded-full bg-accent data-unchecked:hidden" />
    </Base.Root>
  );
}
