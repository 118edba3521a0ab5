import type { ProfileChange } from "#lib/profiles/compare-profiles";

/** What differs between two versions, field by field: struck out what was, then what is. */
export function ChangeList({ changes }: { changes: readonly ProfileChange[] }) {
  if (changes.length === 0) return <p className="text-ink-muted">Nothing differs.</p>;
  return (
    <ul aria-label="Changes" className="panel divide-y divide-line">
      {changes.map(({ path, before, after }) => (
        <li key={path} className="grid gap-1 px-3 py-2">
          <code className="text-xs font-medium">{path}</code>
          {before !== null && (
            <del className="rounded bg-bad-soft px-1.5 font-mono text-xs wrap-anywhere text-bad no-underline">
              <span aria-hidden>− </span>
              {before}
            </del>
          )}
          {after !== null && (
            <ins className="rounded bg-good-soft px-1.5 font-mono text-xs wrap-anywhere text-good no-underline">
              <span aria-hidden>+ </span>
              {after}
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}
