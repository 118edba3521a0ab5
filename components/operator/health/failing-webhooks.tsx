import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { operatorPath } from "#lib/dashboard-paths";
import type { FailingView } from "#lib/health/health-view";

/** Webhooks of all workspaces that only fail, the longest first. */
export function FailingWebhooks({ failing }: { failing: FailingView[] }) {
  if (failing.length === 0) return <p className="text-ink-muted">No active webhook only fails.</p>;
  return (
    <Table label="Failing webhooks">
      <thead>
        <tr>
          <TableHead className="w-[50%] max-w-0">Webhook</TableHead>
          <TableHead>Last answer</TableHead>
          <TableHead className="hidden sm:table-cell">Since</TableHead>
        </tr>
      </thead>
      <tbody>
        {failing.map(({ id, name, workspace, failingSince, lastErrorCode, lastResponseStatus }) => (
          <TableRow key={id} className="relative hover:bg-hover">
            <TableCell className="h-10 max-w-0">
              <Link
                href={operatorPath("workspaces", workspace.slug)}
                className="block truncate after:absolute after:inset-0"
              >
                <bdi>{name}</bdi>
              </Link>
              <bdi className="block truncate text-xs text-ink-muted">{workspace.name}</bdi>
            </TableCell>
            <TableCell className="font-mono text-xs text-bad">{lastResponseStatus ?? lastErrorCode ?? "–"}</TableCell>
            <TableCell className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              <RelativeTime date={failingSince} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
