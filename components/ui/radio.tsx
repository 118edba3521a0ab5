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

/** A radio with a label and a hint; what it needs beside them is shown while it is the chosen one. */
export function RadioOption(props: {
  value: string;
  label: string;
  hint: string;
  chosen: string;
  children?: React.ReactNode;
}) {
  return (
    <div className="grid gap-2 rounded-lg border border-transparent p-2.5 has-data-checked:border-line has-data-checked:bg-hover">
      <label className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-2.5">
        <span className="pt-0.5">
          <Radio value={props.value} />
        </span>
        <span className="grid gap-0.5">
          <span className="font-medium">{props.label}</span>
          <span className="text-xs text-ink-muted wrap-anywhere">{props.hint}</span>
        </span>
      </label>
      {props.chosen === props.value && props.children && (
        <div className="flex flex-wrap gap-2 pl-6.5">{props.children}</div>
      )}
    </div>
  );
}
