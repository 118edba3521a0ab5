"use client";

import { createContext, useContext, useId } from "react";

const Group = createContext<{ name: string; value: string; onValueChange: (value: string) => void } | null>(null);

/** A choice of one: put a `Radio` or `RadioOption` into it for each. A label names it: `aria-label` or `aria-labelledby`. */
export function RadioGroup({
  value,
  onValueChange,
  ...props
}: {
  value: string;
  onValueChange: (value: string) => void;
  className?: string;
  "aria-label"?: string;
  "aria-labelledby"?: string;
  children: React.ReactNode;
}) {
  const name = useId();
  return (
    <Group value={{ name, value, onValueChange }}>
      <div role="radiogroup" {...props} />
    </Group>
  );
}

/** One choice of a RadioGroup; put it into a label. */
export function Radio({ value }: { value: string }) {
  const group = useContext(Group);
  if (!group) throw new Error("A Radio belongs into a RadioGroup.");
  return (
    <input
      type="radio"
      name={group.name}
      value={value}
      checked={group.value === value}
      onChange={() => group.onValueChange(value)}
      className="radio"
    />
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
    <div className="grid gap-2 rounded-lg border border-transparent p-2.5 has-checked:border-line has-checked:bg-hover">
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
