import { UserX } from "lucide-react";
import { KeyStatus } from "#components/keys/key-status";
import type { OperatorKeyActions } from "#components/operator/keys/operator-key-actions";
import { OperatorKeyMenu } from "#components/operator/keys/operator-key-menu";
import { Badge } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { OperatorKeyView } from "#lib/keys/key-view";

/** @param props.now as of when keys are expired or not */
export function OperatorKeyTable(props: { keys: OperatorKeyView[]; now: number; actions: OperatorKeyActions }) {
  return (
    <Table label="Operator keys">
      <thead>
        <tr>
          <TableHead className="w-[38%] max-w-0">Key</TableHead>
          <TableHead className="hidden md:table-cell w-[30%] max-w-0">May do</TableHead>
          <TableHead>Status</TableHead>
          <TableHead className="hidden sm:table-cell">Last used</TableHead>
          <TableHead className="w-12">
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {props.keys.map((view) => (
          <TableRow key={view.id}>
            <TableCell className="max-w-0">
              <bdi className="block truncate font-medium">{view.name}</bdi>
              <span className="block truncate text-xs text-ink-muted">
                <code className="font-mono">
                  {view.prefix}…{view.last4}
                </code>
                {view.createdBy && (
                  <>
                    {" "}
                    by <bdi>{view.createdBy.name}</bdi>
                  </>
                )}
              </span>
            </TableCell>
            <TableCell className="hidden max-w-0 truncate font-mono text-xs text-ink-soft md:table-cell">
              {view.scopes.includes("*") ? "everything" : view.scopes.join(", ")}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <KeyState view={view} now={props.now} />
            </TableCell>
            <TableCell className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              {view.lastUsedAt ? <RelativeTime date={view.lastUsedAt} /> : "never"}
            </TableCell>
            <TableCell>
              {isUsable(view, props.now) && (
                <span className="flex justify-end">
                  <OperatorKeyMenu view={view} actions={props.actions} />
                </span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function isUsable({ revokedAt, expiresAt }: OperatorKeyView, now: number): boolean {
  return revokedAt === null && (expiresAt === null || Date.parse(expiresAt) > now);
}

function KeyState({ view, now }: { view: OperatorKeyView; now: number }) {
  if (isUsable(view, now) && view.createdBy && !view.createdBy.isOperator) {
    return (
      <Badge tone="warn">
        <UserX aria-hidden /> Maker gone
      </Badge>
    );
  }
  return <KeyStatus value={view} nowMs={now} />;
}
