interface NumbersPanelProps {
  label: string;
  /** Six fill a wide screen's row. */
  numbers: readonly { label: string; value: string }[];
}

/** A few numbers at a glance. */
export function NumbersPanel({ label, numbers }: NumbersPanelProps) {
  return (
    <section aria-label={label} className="panel">
      <dl className="grid grid-cols-2 sm:grid-cols-3 xl:grid-cols-6">
        {numbers.map((number) => (
          <div key={number.label} className="grid content-center gap-0.5 px-4 py-3">
            <dt className="text-xs text-ink-muted">{number.label}</dt>
            <dd className="text-lg font-semibold tracking-tight tabular-nums">{number.value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
