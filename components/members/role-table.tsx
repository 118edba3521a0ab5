import { Check, Minus } from "lucide-react";
import { Fragment } from "react";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { may, type Permission, ROLES } from "#lib/permissions/permissions";
import { PERMISSION_GROUPS, PERMISSION_WORDS } from "#lib/permissions/role-words";
import type { Role } from "#prisma/client";

const COLUMNS = ROLES.toReversed();

/** The permission table as the code has it: every action, and which roles may do it. */
export function RoleTable({ own }: { own: Role }) {
  return (
    <Table label="What each role may do">
      <thead>
        <tr>
          <TableHead className="sm:min-w-44">Action</TableHead>
          {COLUMNS.map((role) => (
            <TableHead
              key={role}
              className="h-11 w-24 text-center capitalize max-sm:w-auto max-sm:px-1 max-sm:text-2xs"
            >
              {role}
              {role === own && <span className="block font-normal normal-case">you</span>}
            </TableHead>
          ))}
        </tr>
      </thead>
      <tbody>
        {PERMISSION_GROUPS.map(({ title, permissions }) => (
          <Fragment key={title}>
            <tr className="border-b bg-sunken">
              <th scope="colgroup" colSpan={COLUMNS.length + 1} className="px-3 py-1.5 text-left text-xs font-medium">
                {title}
              </th>
            </tr>
            {permissions.map((permission) => (
              <TableRow key={permission}>
                <th scope="row" className="h-9 px-3 py-1.5 text-left font-normal">
                  {PERMISSION_WORDS[permission]}
                </th>
                {COLUMNS.map((role) => (
                  <TableCell key={role} className="h-9 text-center max-sm:px-1">
                    <Mark role={role} permission={permission} />
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}

function Mark({ role, permission }: { role: Role; permission: Permission }) {
  if (!may(role, permission)) {
    return (
      <span className="inline-flex text-ink-muted">
        <Minus aria-hidden className="size-4" />
        <span className="sr-only">no</span>
      </span>
    );
  }
  if (!may(role, permission, false))
    return <span className="text-xs text-ink-soft sm:whitespace-nowrap">own only</span>;
  return (
    <span className="inline-flex text-good">
      <Check aria-hidden className="size-4" />
      <span className="sr-only">yes</span>
    </span>
  );
}
