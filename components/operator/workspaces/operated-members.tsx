import { EmptyState } from "#components/ui/empty-state";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { MemberView } from "#lib/members/member-view";

/** Who belongs to a workspace, for its operator: to be looked at. Its owners decide about them. */
export function OperatedMembers({ members }: { members: MemberView[] }) {
  if (members.length === 0) {
    return (
      <EmptyState title="Nobody belongs to it yet">
        Invite its first owner: until then, only your backend can use it, by API key.
      </EmptyState>
    );
  }
  return (
    <Table label="Members">
      <thead>
        <tr>
          <TableHead className="w-[55%] max-w-0">Person</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="hidden sm:table-cell">Joined</TableHead>
        </tr>
      </thead>
      <tbody>
        {members.map(({ id, name, email, role, joinedAt }) => (
          <TableRow key={id}>
            <TableCell className="max-w-0">
              <bdi className="block truncate font-medium">{name}</bdi>
              <span className="block truncate text-xs text-ink-muted">{email}</span>
            </TableCell>
            <TableCell className="capitalize">{role}</TableCell>
            <TableCell className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
              <RelativeTime date={joinedAt} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
