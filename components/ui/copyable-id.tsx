import { CopyButton } from "#components/ui/copy-button";

/** An id in full where it fits, with a button that copies it. */
export function CopyableId({ id, label }: { id: string; label: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1">
      <span className="truncate font-mono text-xs">{id}</span>
      <CopyButton value={id} label={label} className="-my-1.5" />
    </span>
  );
}
