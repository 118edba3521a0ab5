import { CopyButton } from "#components/ui/copy-button";
import { cn } from "#lib/class-names";

/** Text as it is, never interpreted: wraps anywhere unless told not to, scrolls beyond `className`'s height, can be copied. */
export function CodeBlock(props: { code: string; label: string; wrap?: boolean; className?: string }) {
  const { code, label, wrap = true, className } = props;
  return (
    <div className="relative min-w-0 rounded-lg border bg-sunken">
      {/* A section would not keep white space; the role makes the scrolling part reachable and named. */}
      {/* biome-ignore lint/a11y/useSemanticElements: see above */}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        role="region"
        aria-label={label}
        dir="ltr"
        className={cn(
          "max-h-80 overflow-auto p-3 pr-10 font-mono text-xs leading-5 text-ink",
          wrap ? "wrap-anywhere whitespace-pre-wrap" : "whitespace-pre",
          className,
        )}
      >
        <code>{code}</code>
      </pre>
      <CopyButton value={code} label={`Copy ${label.toLowerCase()}`} className="absolute top-1 right-1 bg-sunken" />
    </div>
  );
}
