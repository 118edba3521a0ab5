import type { ComponentProps } from "react";
import { cn } from "#lib/class-names";

/** A table in a panel that scrolls sideways rather than squeezing its columns. The region takes the table's name. */
export function Table({ className, label, ...props }: ComponentProps<"table"> & { label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
    <section className="panel relative overflow-x-auto" aria-label={label} tabIndex={0}>
      <table {...props} className={cn("w-full border-collapse text-sm", className)} />
    </section>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"th">) {
  return (
    <th
      scope="col"
      {...props}
      className={cn("h-9 border-b px-3 text-left text-xs font-medium whitespace-nowrap text-ink-muted", className)}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("group/row border-b last:border-b-0", className)} />;
}

/** The classes of a cell: for tables with many, which ask once for a column. */
export const cellClass = (className?: string) => cn("h-11 px-3 py-1.5 align-middle", className);

export function TableCell({ className, ...props }: ComponentProps<"td">) {
  return <td {...props} className={cellClass(className)} />;
}
