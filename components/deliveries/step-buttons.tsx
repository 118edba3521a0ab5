"use client";

import { ChevronDown, ChevronUp } from "lucide-react";
import { useEffect } from "react";
import { Button } from "#components/ui/button";

interface Props {
  previousId: string | null;
  nextId: string | null;
  onOpen: (id: string) => void;
}

/** Where a key means something else. */
const OWN_KEYS =
  "input, textarea, select, pre, [role=tab], [role=menu], [role=listbox], [role=combobox], [contenteditable]";

/** To the delivery before and after the open one in the list, also by j and k or the arrow keys. */
export function StepButtons({ previousId, nextId, onOpen }: Props) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target as Element;
      // Only while the list or the sheet has the focus: a letter is nobody's command elsewhere (WCAG 2.1.4).
      if (target.closest(OWN_KEYS) || !(target === document.body || target.closest("[role=dialog], table"))) return;
      const id = { j: nextId, ArrowDown: nextId, k: previousId, ArrowUp: previousId }[event.key];
      if (!id) return;
      event.preventDefault();
      onOpen(id);
    }
    // Before the sheet itself, which keeps arrow keys to its own.
    document.addEventListener("keydown", onKey, true);
    return () => document.removeEventListener("keydown", onKey, true);
  }, [previousId, nextId, onOpen]);
  return (
    <>
      <StepButton label="Previous delivery" keys="k ArrowUp" id={previousId} onOpen={onOpen}>
        <ChevronUp aria-hidden />
      </StepButton>
      <StepButton label="Next delivery" keys="j ArrowDown" id={nextId} onOpen={onOpen}>
        <ChevronDown aria-hidden />
      </StepButton>
    </>
  );
}

interface StepProps {
  label: string;
  keys: string;
  id: string | null;
  onOpen: (id: string) => void;
  children: React.ReactNode;
}

/** Stays focusable at the end of the list, so that the focus is not lost there. */
function StepButton({ label, keys, id, onOpen, children }: StepProps) {
  return (
    <Button
      size="icon-sm"
      variant="ghost"
      aria-label={label}
      aria-keyshortcuts={keys}
      title={`${label} (${keys.replace("Arrow", "").replace("Up", "↑").replace("Down", "↓")})`}
      aria-disabled={id === null || undefined}
      className="aria-disabled:opacity-40"
      onClick={() => id && onOpen(id)}
    >
      {children}
    </Button>
  );
}
