"use client";

import { RunStatusBadge } from "#components/operator/run-status";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";
import type { RunView } from "#lib/engine/engine-view";
import { formatMs } from "#lib/time/format-time";

const CLASS = {
  status: "w-30 max-sm:w-28 max-sm:pr-0",
  fn: "max-w-0 w-[40%] min-w-36",
  event: "hidden md:table-cell max-w-0 w-[40%]",
  took: "hidden sm:table-cell w-24 text-right tabular-nums whitespace-nowrap",
  createdAt: "w-28 max-sm:w-24 max-sm:pl-0 whitespace-nowrap max-sm:text-right",
};

export function RunTableSkeleton() {
  return (
    <TableSkeleton
      rows={10}
      columns={[
        { header: "Status", className: CLASS.status, bar: "w-18" },
        { header: "Function", className: CLASS.fn, bar: "w-36" },
        { header: "Started by", className: CLASS.event, bar: "w-40" },
        { header: "Took", className: CLASS.took, bar: "ml-auto w-12" },
        { header: "Sent", className: CLASS.createdAt, bar: "w-16" },
      ]}
    />
  );
}

interface Props {
  runs: RunView[];
  /** Function names by id; a function of another version of the app has none. */
  names: Record<string, string>;
  openId: string | null;
  onOpen: (id: string) => void;
}

export function RunTable({ runs, names, openId, onOpen }: Props) {
  return (
    <Table label="Runs" className="table-fixed lg:table-auto">
      <thead>
        <tr>
          <TableHead className={CLASS.status}>Status</TableHead>
          <TableHead className={CLASS.fn}>Function</TableHead>
          <TableHead className={CLASS.event}>Started by</TableHead>
          <TableHead className={CLASS.took}>Took</TableHead>
          <TableHead className={CLASS.createdAt}>Sent</TableHead>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <TableRow
            key={run.id}
            data-state={run.id === openId ? "open" : undefined}
            className={cn(
              "relative transition-colors hover:bg-hover",
              run.id === openId && "bg-accent-soft hover:bg-accent-soft",
            )}
          >
            <TableCell className={cn("h-10", CLASS.status)}>
              <RunStatusBadge status={run.status} />
            </TableCell>
            <TableCell className={CLASS.fn}>
              <button
                type="button"
                onClick={() => onOpen(run.id)}
                aria-haspopup="dialog"
                className="block max-w-full truncate text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {names[run.functionId] ?? run.functionId}
              </button>
            </TableCell>
            <TableCell className={cn("truncate", CLASS.event)}>
              {run.error === null ? (
                <span className="font-mono text-xs text-ink-muted">{run.event}</span>
              ) : (
                <bdi className="text-bad">{run.error}</bdi>
              )}
            </TableCell>
            <TableCell className={cn("text-ink-soft", CLASS.took)}>{took(run)}</TableCell>
            <TableCell className={CLASS.createdAt}>
              <RelativeTime date={run.createdAt} className="text-ink-soft" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** From its first call to its end, sleeps and waits included. */
function took({ startedAt, finishedAt }: RunView): string {
  return startedAt && finishedAt ? formatMs(Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt))) : "–";
}
