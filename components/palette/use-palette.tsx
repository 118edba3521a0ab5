"use client";

import { Search } from "lucide-react";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import type { Membership } from "#components/shell/workspace-switcher";
import { Button } from "#components/ui/button";
import { onDemand } from "#components/ui/on-demand";

/** Loaded when it is opened for the first time. */
const Palette = onDemand(() => import("#components/palette/palette").then((module) => module.Palette));

/** Where the palette does not come, what is typed after this goes where it always goes. */
const PATIENCE_MS = 5_000;

/**
 * The command palette, which ⌘K and Ctrl K open. `button` opens it too and may stand in several places; `palette` is
 * rendered once.
 */
export function usePalette(workspace: Membership, memberships: Membership[]) {
  const [isOpen, setIsOpen] = useState<boolean | null>(null);
  /** What is typed between ⌘K and the field being there; null at other times. */
  const typed = useRef<string | null>(null);
  const takeTyped = useCallback(() => {
    const text = typed.current ?? "";
    typed.current = null;
    return text;
  }, []);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "Meta" || event.key === "Control") Palette.preload();
      const hasModifier = event.metaKey || event.ctrlKey;
      if (typed.current !== null && !hasModifier && event.key.length === 1) {
        event.preventDefault();
        typed.current += event.key;
      }
      if (event.key.toLowerCase() !== "k" || !hasModifier || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!isOpen) {
        typed.current = "";
        setTimeout(takeTyped, PATIENCE_MS);
      }
      setIsOpen(true);
    }
    if (isOpen === false) typed.current = null;
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [isOpen, takeTyped]);
  const button = (
    <Button
      variant="ghost"
      size="icon"
      aria-label="Jump to…"
      aria-keyshortcuts="Meta+K Control+K"
      title="Jump to… (⌘K or Ctrl K)"
      onPointerEnter={Palette.preload}
      onFocus={Palette.preload}
      onClick={() => setIsOpen(true)}
    >
      <Search aria-hidden className="size-4" />
    </Button>
  );
  const palette = isOpen !== null && (
    <Suspense>
      <Palette
        open={isOpen}
        onOpenChange={setIsOpen}
        workspace={workspace}
        memberships={memberships}
        takeTyped={takeTyped}
      />
    </Suspense>
  );
  return { button, palette };
}
