import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { cn } from "#lib/class-names";
import { operatorPath } from "#lib/dashboard-paths";
import type { ProductEventType } from "#lib/event-types/product-event-types";
import { formatNumber } from "#lib/text/plural";

const CLASS = {
  name: "max-w-0 w-[45%] min-w-44",
  group: "max-md:hidden max-w-40",
  schema: "w-32 max-sm:hidden",
  role: "w-28 max-lg:hidden",
  subscribers: "w-28 text-right tabular-nums max-sm:w-20",
};

const VALIDATION_WORDS = { off: "not checked", warn: "warns", reject: "refuses" };

export function EventTypeTableSkeleton() {
  return (
    <TableSkeleton
      rows={10}
      columns={[
        { header: "Event type", className: CLASS.name, bar: "w-40" },
        { header: "Group", className: CLASS.group, bar: "w-20" },
        { header: "Data", className: CLASS.schema, bar: "w-20" },
        { header: "Seen by", className: CLASS.role, bar: "w-16" },
        { header: "Webhooks", className: CLASS.subscribers, bar: "ml-auto w-8" },
      ]}
    />
  );
}

/** A product's catalogue as operators see it, archived types last. */
export function EventTypeTable({ slug, types }: { slug: string; types: ProductEventType[] }) {
  const sorted = [...types.filter((type) => !type.archivedAt), ...types.filter((type) => type.archivedAt)];
  return (
    <Table label="Event types">
      <thead>
        <tr>
          <TableHead className={CLASS.name}>Event type</TableHead>
          <TableHead className={CLASS.group}>Group</TableHead>
          <TableHead className={CLASS.schema}>Data</TableHead>
          <TableHead className={CLASS.role}>Seen by</TableHead>
          <TableHead className={CLASS.subscribers}>Webhooks</TableHead>
        </tr>
      </thead>
      <tbody>
        {sorted.map((type) => (
          <TableRow key={type.id} className="relative transition-colors hover:bg-hover">
            <TableCell className={CLASS.name}>
              <span className="flex min-w-0 items-center gap-2">
                <Link
                  href={operatorPath("products", slug, "event-types", type.id)}
                  className={cn(
                    "truncate font-mono text-xs after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent",
                    type.archivedAt && "text-ink-muted",
                  )}
                >
                  {type.name}
                </Link>
                {type.archivedAt && <Badge>Archived</Badge>}
              </span>
              <span className="block truncate text-xs text-ink-muted">{type.description}</span>
            </TableCell>
            <TableCell className={cn("truncate text-ink-soft", CLASS.group)}>{type.group || "–"}</TableCell>
            <TableCell className={cn("text-ink-soft", CLASS.schema)}>
              {type.schema === null ? "no schema" : VALIDATION_WORDS[type.validation]}
            </TableCell>
            <TableCell className={cn("text-ink-soft", CLASS.role)}>
              {type.lowestRole === "viewer" ? "everybody" : `${type.lowestRole}s`}
            </TableCell>
            <TableCell className={CLASS.subscribers}>
              {formatNumber(type.archivedAt ? 0 : type.subscribers.listed + type.subscribers.all)}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
