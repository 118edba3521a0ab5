"use client";

import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import { KeyMenu } from "#components/keys/key-menu";
import { KeyStatus } from "#components/keys/key-status";
import type { KeyActions } from "#components/keys/key-types";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";
import { developerPath } from "#lib/dashboard-paths";
import { keyState } from "#lib/keys/key-state";
import type { KeyView } from "#lib/keys/key-view";
import { plural } from "#lib/text/plural";

const CLASS = {
  key: "min-w-44",
  scopes: "hidden md:table-cell max-w-64",
  integration: "hidden lg:table-cell max-w-40",
  status: "",
  used: "hidden sm:table-cell whitespace-nowrap",
  maker: "hidden xl:table-cell max-w-40",
  menu: "w-12",
};

export function KeyTableSkeleton() {
  return (
    <TableSkeleton
      rows={4}
      columns={[
        { header: "Key", className: CLASS.key, bar: "w-32" },
        { header: "May", className: CLASS.scopes, bar: "w-36" },
        { header: "Status", bar: "w-20" },
        { header: "Last used", className: CLASS.used, bar: "w-16" },
        { header: "Made by", className: CLASS.maker, bar: "w-20" },
      ]}
    />
  );
}

interface Props {
  workspace: string;
  keys: KeyView[];
  /** The names of integrations by id, where the table is not about one of them. */
  integrations: Record<string, string> | null;
  /** Where the API is. */
  url: string;
  nowMs: number;
  /** Null for readers who may only look. */
  actions: KeyActions | null;
}

export function KeyTable({ workspace, keys, integrations, url, nowMs, actions }: Props) {
  return (
    <Table label="API keys">
      <thead>
        <tr>
          <TableHead className={CLASS.key}>Key</TableHead>
          <TableHead className={CLASS.scopes}>May</TableHead>
          {integrations && <TableHead className={CLASS.integration}>Integration</TableHead>}
          <TableHead className={CLASS.status}>Status</TableHead>
          <TableHead className={CLASS.used}>Last used</TableHead>
          <TableHead className={CLASS.maker}>Made by</TableHead>
          {actions && (
            <TableHead className={CLASS.menu}>
              <span className="sr-only">Actions</span>
            </TableHead>
          )}
        </tr>
      </thead>
      <tbody>
        {keys.map((key) => {
          const state = keyState(key, nowMs);
          const isOver = state === "revoked" || state === "expired";
          return (
            <TableRow key={key.id} className={cn(isOver && "text-ink-muted")}>
              <TableCell className={CLASS.key}>
                <bdi className="block font-medium wrap-anywhere">{key.name}</bdi>
                <span className="block font-mono text-2xs whitespace-nowrap text-ink-muted">
                  {key.prefix}…{key.last4}
                </span>
                {!isOver && <Limited value={key} />}
              </TableCell>
              <TableCell className={CLASS.scopes}>
                <Scopes scopes={key.scopes} />
              </TableCell>
              {integrations && (
                <TableCell className={CLASS.integration}>
                  {key.integration ? (
                    <Link
                      href={developerPath(workspace, "integrations", key.integration)}
                      className="text-link block truncate"
                    >
                      <bdi>{integrations[key.integration] ?? "Integration"}</bdi>
                    </Link>
                  ) : (
                    <span className="text-ink-muted">the workspace</span>
                  )}
                </TableCell>
              )}
              <TableCell className={CLASS.status}>
                <KeyStatus value={key} nowMs={nowMs} />
              </TableCell>
              <TableCell className={cn(CLASS.used, "text-ink-soft")}>
                {key.lastUsedAt ? (
                  <RelativeTime date={key.lastUsedAt} />
                ) : (
                  <span className="text-ink-muted">never</span>
                )}
              </TableCell>
              <TableCell className={CLASS.maker}>
                <bdi className="block truncate">{key.createdBy?.name ?? "–"}</bdi>
                <RelativeTime date={key.createdAt} className="block text-xs text-ink-muted" />
              </TableCell>
              {actions && (
                <TableCell className={cn(CLASS.menu, "text-right")}>
                  {!isOver && <KeyMenu value={key} url={url} actions={actions} />}
                </TableCell>
              )}
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}

function Scopes({ scopes }: { scopes: string[] }) {
  const [first, ...others] = scopes;
  if (scopes.includes("*")) return <>Everything an admin may</>;
  return (
    <details className="group/scopes">
      <summary className="w-fit max-w-full cursor-pointer truncate rounded font-mono text-xs">
        {others.length === 0 ? first : plural(scopes.length, "scope", "scopes")}
      </summary>
      <ul className="pt-1 font-mono text-xs text-ink-soft">
        {scopes.map((scope) => (
          <li key={scope}>{scope}</li>
        ))}
      </ul>
    </details>
  );
}

/** Why a key does less than its scopes say. */
function Limited({ value: { limitedTo, createdBy } }: { value: KeyView }) {
  if (!limitedTo) return null;
  const why = createdBy?.role
    ? `${createdBy.name} is only a ${createdBy.role} now`
    : `${createdBy?.name ?? "whoever made it"} is no longer a member`;
  return (
    <span className="mt-1 flex max-w-72 gap-1.5 text-xs whitespace-normal text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
      <span>
        Does only what a {limitedTo} may, since {why}. An admin can rotate it to change that.
      </span>
    </span>
  );
}
