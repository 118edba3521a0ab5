import Link from "next/link";
import { EmptyState } from "#components/ui/empty-state";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { operatorPath } from "#lib/dashboard-paths";
import type { InstanceHealth } from "#lib/health/health-view";
import { formatNumber } from "#lib/text/plural";
import { formatMs } from "#lib/time/format-time";

const age = (seconds: number | null) => (seconds === null ? "not due" : formatMs(Math.max(0, seconds) * 1000));

interface Row {
  id: string;
  name: string;
  /** Its workspace's, where it is a webhook. */
  below?: string;
  href: string;
  pending: number;
  oldestDueSeconds: number | null;
}

/** Where the deliveries are that wait: by workspace and by webhook, the most first. */
export function Backlog({ backlog }: { backlog: InstanceHealth["backlog"] }) {
  if (backlog.pending === 0) {
    return (
      <EmptyState className="py-8" title="Nothing waits">
        Every delivery that was due has been sent.
      </EmptyState>
    );
  }
  const workspaces = backlog.workspaces.map((row) => ({ ...row, href: operatorPath("workspaces", row.id) }));
  const webhooks = backlog.webhooks.map(({ workspace, ...row }) => ({
    ...row,
    below: workspace.name,
    href: operatorPath("workspaces", workspace.slug),
  }));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-2">
      <BacklogTable label="Backlog by workspace" header="Workspace" rows={workspaces} />
      <BacklogTable label="Backlog by webhook" header="Webhook" rows={webhooks} />
    </div>
  );
}

function BacklogTable({ label, header, rows }: { label: string; header: string; rows: Row[] }) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <TableHead className="w-[60%] max-w-0">{header}</TableHead>
          <TableHead className="text-right">Waiting</TableHead>
          <TableHead className="text-right">Oldest due</TableHead>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, below, href, pending, oldestDueSeconds }) => (
          <TableRow key={id} className="relative hover:bg-hover">
            <TableCell className="h-10 max-w-0">
              <Link href={href} className="block truncate after:absolute after:inset-0">
                <bdi>{name || "deleted"}</bdi>
              </Link>
              {below !== undefined && <bdi className="block truncate text-xs text-ink-muted">{below}</bdi>}
            </TableCell>
            <TableCell className="text-right tabular-nums">{formatNumber(pending)}</TableCell>
            <TableCell className="text-right whitespace-nowrap text-ink-soft tabular-nums">
              {age(oldestDueSeconds)}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
