import type { OperatorActions } from "#components/operator/people/operator-actions";
import { OperatorMenu } from "#components/operator/people/operator-menu";
import { Badge } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { OperatorView } from "#lib/operators/operator-view";
import { plural } from "#lib/text/plural";

interface Props {
  operators: OperatorView[];
  /** The reader's public user id. */
  own: string;
  actions: OperatorActions;
}

/** Who operates this instance. */
export function OperatorTable({ operators, own, actions }: Props) {
  return (
    <Table label="Operators">
      <thead>
        <tr>
          <TableHead className="w-[50%] max-w-0">Person</TableHead>
          <TableHead className="hidden sm:table-cell">Signed in</TableHead>
          <TableHead>Last seen</TableHead>
          <TableHead className="w-12">
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {operators.map((operator) => (
          <TableRow key={operator.id}>
            <TableCell className="max-w-0">
              <span className="flex min-w-0 items-center gap-2">
                <bdi className="truncate font-medium">{operator.name}</bdi>
                {operator.id === own && <Badge>You</Badge>}
                {!operator.hasPassword && operator.lastSeenAt === null && <Badge tone="warn">Not signed in yet</Badge>}
              </span>
              <span className="block truncate text-xs text-ink-muted">{operator.email}</span>
            </TableCell>
            <TableCell className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              {plural(operator.sessionCount, "browser", "browsers")}
            </TableCell>
            <TableCell className="whitespace-nowrap text-ink-soft">
              {operator.lastSeenAt ? <RelativeTime date={operator.lastSeenAt} /> : "never"}
            </TableCell>
            <TableCell>
              <span className="flex justify-end">
                <OperatorMenu operator={operator} actions={actions} />
              </span>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
