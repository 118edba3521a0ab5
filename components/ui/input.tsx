import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

const inputStyle =
  "w-full rounded-md border border-control bg-surface px-2.5 text-sm text-ink transition-colors hover:border-ink-muted focus-visible:outline-2 focus-visible:outline-offset-0 focus-visible:outline-accent aria-invalid:border-bad disabled:opacity-60 max-sm:text-base";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return <input {...props} className={cn(inputStyle, "h-8", className)} />;
}

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return <textarea {...props} className={cn(inputStyle, "min-h-16 py-1.5", className)} />;
}
