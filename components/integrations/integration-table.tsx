import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";
import { developerPath } from "#lib/dashboard-paths";
import type { IntegrationView } from "#lib/integrations/integration-view";
import { formatNumber } from "#lib/text/plural";

const CLASS = {
  name: "max-w-0 w-full min-w-40",
  keys: "text-right",
  webhooks: "text-right",
  used: "hidden sm:table-cell whitespace-nowrap",
  maker: "hidden lg:table-cell max-w-40",
};

export function IntegrationTableSkeleton() {
  return (
    <TableSkeleton
      rows={5}
      columns={[
        { header: "Integration", className: CLASS.name, bar: "w-40" },
        { header: "Keys", className: CLASS.keys, bar: "w-6 ml-auto" },
        { header: "Webhooks", className: CLASS.webhooks, bar: "w-6 ml-auto" },
        { header: "Last used", className: CLASS.used, bar: "w-16" },
        { header: "Created by", className: CLASS.maker, bar: "w-24" },
      ]}
    />
  );
}

export function IntegrationTable({ workspace, integrations }: { workspace: string; integrations: IntegrationView[] }) {
  return (
    <Table label="Integrations">
      <thead>
        <tr>
          <TableHead className={CLASS.name}>Integration</TableHead>
          <TableHead className={CLASS.keys}>Keys</TableHead>
          <TableHead className={CLASS.webhooks}>Webhooks</TableHead>
          <TableHead className={CLASS.used}>Last used</TableHead>
          <TableHead className={CLASS.maker}>Created by</TableHead>
        </tr>
      </thead>
      <tbody>
        {integrations.map(({ id, name, description, ...integration }) => (
          <TableRow key={id} className="relative transition-colors hover:bg-hover">
            <TableCell className={CLASS.name}>
              <Link
                href={developerPath(workspace, "integrations", id)}
                className="block truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                <bdi>{name}</bdi>
              </Link>
              {description && <bdi className="block truncate text-xs text-ink-muted">{description}</bdi>}
            </TableCell>
            <TableCell className={CLASS.keys}>{formatNumber(integration.keyCount)}</TableCell>
            <TableCell className={CLASS.webhooks}>{formatNumber(integration.webhookCount)}</TableCell>
            <TableCell className={cn(CLASS.used, "text-ink-soft")}>
              {integration.lastUsedAt ? (
                <RelativeTime date={integration.lastUsedAt} />
              ) : (
                <span className="text-ink-muted">never</span>
              )}
            </TableCell>
            <TableCell className={CLASS.maker}>
              <bdi className="block truncate">{integration.createdBy?.name ?? "–"}</bdi>
              <RelativeTime date={integration.createdAt} className="block text-xs text-ink-muted" />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
