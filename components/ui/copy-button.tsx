"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button";
import { toast } from "#components/ui/toast";
import { Tooltip } from "#components/ui/tooltip";
import { cn } from "#lib/class-names";

/** Copies `value`. With `children` it is a labelled button, otherwise an icon named by `label`. */
export function CopyButton(props: { value: string; label: string; className?: string; children?: React.ReactNode }) {
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
    } catch {
      toast.error(
        "Could not copy",
        "The browser refused access to the clipboard. Select the text and copy it by hand.",
      );
    }
  }

  const Icon = copied ? Check : Copy;
  const button = (
    <Button
      variant={props.children ? "secondary" : "ghost"}
      size={props.children ? "md" : "icon-sm"}
      aria-label={copied ? "Copied" : props.label}
      className={cn("relative z-10", props.className)}
      onClick={copy}
    >
      <Icon aria-hidden className={copied ? "text-good" : undefined} />
      {props.children && (copied ? "Copied" : props.children)}
      <span className="sr-only" aria-live="polite">
        {copied ? "Copied" : ""}
      </span>
    </Button>
  );
  return props.children ? button : <Tooltip content={copied ? "Copied" : props.label}>{button}</Tooltip>;
}
