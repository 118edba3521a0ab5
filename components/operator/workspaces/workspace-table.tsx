import Link from "next/link";
import { WorkspaceStatus } from "#components/operator/workspaces/workspace-status";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { operatorPath } from "#lib/dashboard-paths";
import { formatNumber } from "#lib/text/plural";
import type { OperatedWorkspace } from "#lib/workspaces/operated-view";

const CLASS = {
  name: "w-[38%] max-w-0",
  product: "hidden lg:table-cell max-w-0 w-[16%]",
  status: "w-28",
  members: "hidden md:table-cell text-right tabular-nums",
  webhooks: "hidden md:table-cell text-right tabular-nums",
  lastEvent: "hidden sm:table-cell whitespace-nowrap",
  created: "hidden xl:table-cell whitespace-nowrap",
};

const HEADERS = [
  { header: "Workspace", className: CLASS.name, bar: "w-40" },
  { header: "Product", className: CLASS.product, bar: "w-20" },
  { header: "Status", className: CLASS.status, bar: "w-16" },
  { header: "Members", className: CLASS.members, bar: "ml-auto w-6" },
  { header: "Webhooks", className: CLASS.webhooks, bar: "ml-auto w-6" },
  { header: "Last event", className: CLASS.lastEvent, bar: "w-16" },
  { header: "Created", className: CLASS.created, bar: "w-16" },
];

export function WorkspaceTableSkeleton() {
  return <TableSkeleton rows={10} columns={HEADERS} />;
}

export function WorkspaceTable({ workspaces }: { workspaces: OperatedWorkspace[] }) {
  return (
    <Table label="Workspaces">
      <thead>
        <tr>
          {HEADERS.map(({ header, className }) => (
            <TableHead key={header} className={className}>
              {header}
            </TableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {workspaces.map((workspace) => (
          <TableRow key={workspace.id} className="relative transition-colors hover:bg-hover">
            <TableCell className={CLASS.name}>
              <Link
                href={operatorPath("workspaces", workspace.slug)}
                className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                <bdi>{workspace.name}</bdi>
              </Link>
              <span className="block truncate font-mono text-xs text-ink-muted">{workspace.slug}</span>
            </TableCell>
            <TableCell className={CLASS.product}>
              <bdi className="block truncate text-ink-soft">{workspace.product.name}</bdi>
            </TableCell>
            <TableCell className={CLASS.status}>
              <WorkspaceStatus status={workspace.status} />
            </TableCell>
            <TableCell className={CLASS.members}>{formatNumber(workspace.memberCount)}</TableCell>
            <TableCell className={CLASS.webhooks}>{formatNumber(workspace.webhookCount)}</TableCell>
            <TableCell className={CLASS.lastEvent}>
              {workspace.lastEventAt ? (
                <RelativeTime date={workspace.lastEventAt} className="text-ink-soft" />
              ) : (
                <span className="text-ink-muted">none yet</span>
              )}
            </TableCell>
            <TableCell className={CLASS.created}>
              <RelativeTime date={workspace.createdAt} className="text-ink-soft" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
