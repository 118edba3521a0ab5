"use client";

import Link from "next/link";
import { KeyLimit, KeyScopes } from "#components/keys/key-cells";
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

const CLASS = {
  key: "min-w-32",
  scopes: "hidden md:table-cell max-w-64",
  integration: "hidden lg:table-cell max-w-40",
  status: "",
  used: "hidden sm:table-cell whitespace-nowrap",
  maker: "hidden xl:table-cell max-w-40",
  menu: "w-12 max-sm:px-1.5",
};

export function KeyTableSkeleton() {
  return (
    <TableSkeleton
      rows={4}
      columns={[
        { header: "Key", className: CLASS.key, bar: "w-32" },
        { header: "Scopes", className: CLASS.scopes, bar: "w-36" },
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
          <TableHead className={CLASS.scopes}>Scopes</TableHead>
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
                {!isOver && <KeyLimit value={key} />}
              </TableCell>
              <TableCell className={CLASS.scopes}>
                <KeyScopes scopes={key.scopes} />
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
