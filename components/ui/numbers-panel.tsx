import { cn } from "#lib/class-names";

type Numbers = readonly { label: string; value: string }[];

interface NumbersPanelProps {
  label: string;
  /** Six fill a wide screen's row. */
  numbers: Numbers;
}

/** A few numbers at a glance. */
export function NumbersPanel({ label, numbers }: NumbersPanelProps) {
  return (
    <section aria-label={label} className="panel">
      <NumberList numbers={numbers} className="grid-cols-2 sm:grid-cols-3 xl:grid-cols-6" />
    </section>
  );
}

interface NumbersChartProps {
  label: string;
  numbers: Numbers;
  /** How the numbers stand among themselves. */
  columns: string;
  /** How they share the width with the chart. */
  className: string;
  /** When the chart begins, and what it counts. */
  from: string;
  unit: string;
  /** The chart. */
  children: React.ReactNode;
}

/** What a period comes to in a few numbers, beside the chart of it; above it in a narrow window. */
export function NumbersChart({ label, numbers, columns, className, from, unit, children }: NumbersChartProps) {
  return (
    <section aria-label={label} className={cn("panel grid overflow-hidden", className)}>
      <NumberList numbers={numbers} className={columns} />
      <div className="grid content-end gap-1 border-line p-4 max-lg:border-t lg:border-l">
        {children}
        <div className="flex justify-between text-2xs text-ink-muted">
          <span>{from}</span>
          <span>{unit}</span>
          <span>now</span>
        </div>
      </div>
    </section>
  );
}

function NumberList({ numbers, className }: { numbers: Numbers; className: string }) {
  return (
    <dl className={cn("grid", className)}>
      {numbers.map((number) => (
        <div key={number.label} className="grid content-center gap-0.5 px-4 py-3">
          <dt className="text-xs text-ink-muted">{number.label}</dt>
          <dd className="text-lg font-semibold tracking-tight tabular-nums">{number.value}</dd>
        </div>
      ))}
    </dl>
  );
}
