"use client";

import { MemberMenu } from "#components/members/member-menu";
import type { MemberActions } from "#components/members/member-types";
import { RoleSelect } from "#components/members/role-select";
import { Badge } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { MemberView } from "#lib/members/member-view";
import { may } from "#lib/permissions/permissions";
import type { Role } from "#prisma/client";

interface Props {
  members: MemberView[];
  /** The reader. */
  own: { id: string; role: Role };
  workspace: string;
  actions: MemberActions;
}

/** Who belongs to the workspace, and what the reader may change about it. */
export function MemberTable({ members, own, workspace, actions }: Props) {
  const owners = members.filter(({ role }) => role === "owner").length;
  return (
    <Table label="Members">
      <thead>
        <tr>
          <TableHead className="w-[50%] max-w-0">Person</TableHead>
          <TableHead>Role</TableHead>
          <TableHead className="hidden sm:table-cell">Joined</TableHead>
          <TableHead className="w-12">
            <span className="sr-only">Actions</span>
          </TableHead>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const isLastOwner = member.role === "owner" && owners === 1;
          const mayChange = may(own.role, member.role === "owner" ? "owners:write" : "members:write");
          return (
            <TableRow key={member.id}>
              <TableCell className="max-w-0">
                <span className="flex min-w-0 items-center gap-2">
                  <bdi className="truncate font-medium">{member.name}</bdi>
                  {member.id === own.id && <Badge>You</Badge>}
                </span>
                <span className="block truncate text-xs text-ink-muted">{member.email}</span>
              </TableCell>
              <TableCell>
                {mayChange && !isLastOwner ? (
                  <RoleSelect member={member} own={own} changeRole={actions.changeRole} />
                ) : (
                  <span className="capitalize" title={isLastOwner ? "A workspace needs an owner" : undefined}>
                    {member.role}
                  </span>
                )}
              </TableCell>
              <TableCell className="hidden whitespace-nowrap text-ink-soft sm:table-cell">
                <RelativeTime date={member.joinedAt} />
              </TableCell>
              <TableCell className="text-right">
                {!isLastOwner && (mayChange || member.id === own.id) && (
                  <MemberMenu member={member} own={own} workspace={workspace} actions={actions} />
                )}
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}
