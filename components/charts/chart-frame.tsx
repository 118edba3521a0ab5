import { cn } from "#lib/class-names";

interface Props {
  title: string;
  /** What the colours mean. */
  legend?: { label: string; className: string; value: string }[];
  /** The value at the top of the chart. */
  top?: string;
  /** What is at the left end of the time axis. */
  begin: string;
  children: React.ReactNode;
}

/** A chart's panel: title, legend with the sums, the plot and its time axis. Its height does not depend on the data. */
export function ChartFrame({ title, legend = [], top, begin, children }: Props) {
  return (
    <figure className="panel grid min-w-0 grid-rows-[auto_auto_1fr_auto] gap-2 p-4">
      <figcaption className="text-xs font-medium text-ink-soft">{title}</figcaption>
      <ul className="flex min-h-5 flex-wrap gap-x-4 gap-y-1">
        {legend.map(({ label, className, value }) => (
          <li key={label} className="flex items-center gap-1.5 text-xs text-ink-muted">
            <span aria-hidden className={cn("size-2 rounded-sm", className)} />
            {label}
            <span className="font-medium text-ink tabular-nums">{value}</span>
          </li>
        ))}
      </ul>
      <div className="relative h-28 border-b">
        {top && (
          <span aria-hidden className="absolute top-0 left-0 z-10 rounded bg-surface pr-1 text-2xs text-ink-muted">
            {top}
          </span>
        )}
        <span aria-hidden className="absolute inset-x-0 top-0 border-t border-dashed" />
        <span aria-hidden className="absolute inset-x-0 top-1/2 border-t border-dashed" />
        {children}
      </div>
      <div aria-hidden className="flex justify-between text-2xs text-ink-muted">
        <span>{begin} ago</span>
        <span>now</span>
      </div>
    </figure>
  );
}

/** In place of a plot without data. */
export function NoData() {
  return <p className="absolute inset-0 grid place-items-center text-xs text-ink-muted">No attempts in this time.</p>;
}
