/** HTTP headers as text, one per row. Names and values come from strangers. */
export function HeaderList({ headers, label }: { headers: readonly (readonly [string, string])[]; label: string }) {
  if (headers.length === 0) return <p className="text-xs text-ink-muted">No headers.</p>;
  return (
    <dl
      aria-label={label}
      dir="ltr"
      className="grid grid-cols-[minmax(6rem,auto)_1fr] gap-x-4 gap-y-0.5 font-mono text-xs max-sm:grid-cols-1"
    >
      {headers.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a header may repeat, and the list never changes
        <div key={index} className="grid grid-cols-subgrid max-sm:pb-1 sm:col-span-2">
          <dt className="text-ink-muted wrap-anywhere">{name}</dt>
          <dd className="wrap-anywhere whitespace-pre-wrap">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
