"use client";

import { CopyButton } from "#components/ui/copy-button";

/** A signing secret in full, to be copied. */
export function SecretValue({ secret, label = "Signing secret" }: { secret: string; label?: string }) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      {/* biome-ignore lint/a11y/useSemanticElements: an output is not a landmark, a labelled group is what it is */}
      <code
        role="group"
        aria-label={label}
        className="min-w-0 flex-1 rounded-md border border-line-strong bg-sunken px-2.5 py-1.5 font-mono text-xs break-all select-all"
      >
        {secret}
      </code>
      <CopyButton value={secret} label={`Copy ${label.toLowerCase()}`}>
        Copy
      </CopyButton>
    </div>
  );
}
