"use client";

import { Bot, ChevronRight, KeyRound, User, UserCog } from "lucide-react";
import { Fragment, useState } from "react";
import { AuditDetail } from "#components/audit/audit-detail";
import { Badge } from "#components/ui/badge";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import type { AuditView } from "#lib/audit/audit-view";
import { cn } from "#lib/class-names";

const CLASS = {
  action: "w-3/5 max-w-0 md:w-[32%]",
  actor: "w-2/5 max-w-0 md:w-[24%]",
  target: "hidden md:table-cell w-[24%] max-w-0",
  address: "hidden lg:table-cell",
  createdAt: "w-24 whitespace-nowrap",
};

export function AuditTableSkeleton() {
  return (
    <TableSkeleton
      rows={10}
      columns={[
        { header: "Action", className: CLASS.action, bar: "w-32" },
        { header: "Who", className: CLASS.actor, bar: "w-24" },
        { header: "What", className: CLASS.target, bar: "w-28" },
        { header: "Address", className: CLASS.address, bar: "w-20" },
        { header: "When", className: CLASS.createdAt, bar: "w-14" },
      ]}
    />
  );
}

/** Entries of the audit log; each opens to what was there before and after. What operators of the instance did says so. */
export function AuditTable({ entries }: { entries: AuditView[] }) {
  const [open, setOpen] = useState<string | null>(null);
  return (
    <Table label="Audit log">
      <thead>
        <tr>
          <TableHead className={CLASS.action}>Action</TableHead>
          <TableHead className={CLASS.actor}>Who</TableHead>
          <TableHead className={CLASS.target}>What</TableHead>
          <TableHead className={CLASS.address}>Address</TableHead>
          <TableHead className={CLASS.createdAt}>When</TableHead>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => {
          const isOpen = open === entry.id;
          return (
            <Fragment key={entry.id}>
              <TableRow className="relative transition-colors hover:bg-hover">
                <TableCell className={CLASS.action}>
                  <button
                    type="button"
                    aria-expanded={isOpen}
                    onClick={() => setOpen(isOpen ? null : entry.id)}
                    className="flex max-w-full items-center gap-1.5 text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
                  >
                    <ChevronRight
                      aria-hidden
                      className={cn("size-3.5 shrink-0 text-ink-muted transition-transform", isOpen && "rotate-90")}
                    />
                    <span className="truncate font-mono text-xs">{entry.action}</span>
                  </button>
                </TableCell>
                <TableCell className={CLASS.actor}>
                  <Actor actor={entry.actor} />
                </TableCell>
                <TableCell className={CLASS.target}>
                  <bdi className="block truncate text-ink-soft">{entry.target.name ?? entry.target.type}</bdi>
                </TableCell>
                <TableCell className={cn(CLASS.address, "font-mono text-xs text-ink-muted")}>
                  {entry.address ?? "–"}
                </TableCell>
                <TableCell className={CLASS.createdAt}>
                  <RelativeTime date={entry.createdAt} className="text-ink-soft" />
                </TableCell>
              </TableRow>
              {isOpen && (
                <tr className="border-b last:border-b-0">
                  <td colSpan={5} className="bg-sunken p-3">
                    <AuditDetail entry={entry} />
                  </td>
                </tr>
              )}
            </Fragment>
          );
        })}
      </tbody>
    </Table>
  );
}

const ACTOR_ICONS: Record<string, { icon: typeof User; label: string }> = {
  user: { icon: User, label: "Person" },
  key: { icon: KeyRound, label: "API key" },
  operator: { icon: UserCog, label: "Operator" },
  operator_key: { icon: KeyRound, label: "Operator key" },
};

function Actor({ actor }: { actor: AuditView["actor"] }) {
  const { icon: Icon, label } = ACTOR_ICONS[actor.type] ?? { icon: Bot, label: "Posthorn" };
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Icon role="img" aria-label={label} className="size-3.5 shrink-0 text-ink-muted" />
      <bdi className="truncate">{actor.name}</bdi>
      {actor.type.startsWith("operator") && <Badge className="max-md:hidden">Operator</Badge>}
    </span>
  );
}
