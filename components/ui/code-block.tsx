import { cn } from "#lib/class-names";
import { CopyButton } from "#components/ui/copy-button";

/** Text as it is, never interpreted: wraps anywhere, scrolls beyond `className`'s height, can be copied. */
export function CodeBlock({ code, label, className }: { code: string; label: string; className?: string }) {
  return (
    <div className="relative min-w-0 rounded-lg border bg-sunken">
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        role="region"
        aria-label={label}
        dir="ltr"
        className={cn("max-h-80 overflow-auto p-3 pr-10 font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap text-ink", className)}
      >
        <code>{code}</code>
      </pre>
      <CopyButton value={code} label={`Copy ${label.toLowerCase()}`} className="absolute top-1 right-1 bg-sunken" />
    </div>
  );
}
