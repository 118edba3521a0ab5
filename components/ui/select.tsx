"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { onDemand, opensOnDemand } from "#components/ui/on-demand";
import { type SelectProps, selectStyle } from "#components/ui/select-style";

const Popup = onDemand(() => import("#components/ui/select-popup").then((module) => module.SelectPopup));

/** A choice of one from a short list. `aria-label` names it where no visible label does. */
export function Select(props: SelectProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const { options, value, onValueChange: _, className, size = "md", ...rest } = props;
  const button = (
    <button
      {...opensOnDemand(() => setWasOpened(true), Popup.preload)}
      {...rest}
      role="combobox"
      aria-expanded={false}
      aria-haspopup="listbox"
      className={selectStyle(size, className)}
    >
      <span className="truncate">{options.find((option) => option.value === value)?.label}</span>
      <ChevronDown aria-hidden className="text-ink-muted" />
    </button>
  );
  return wasOpened ? <Popup {...props} /> : button;
}
