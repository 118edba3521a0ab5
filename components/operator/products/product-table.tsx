import Link from "next/link";
import { RelativeTime } from "#components/ui/relative-time";
import { TableSkeleton } from "#components/ui/skeleton";
import { Table, TableCell, TableHead, TableRow } from "#components/ui/table";
import { operatorPath } from "#lib/dashboard-paths";
import type { ProductView } from "#lib/products/product-view";
import { formatNumber } from "#lib/text/plural";

const CLASS = {
  name: "min-w-40",
  count: "w-28 text-right tabular-nums max-sm:hidden",
  profile: "w-32 max-md:hidden",
  last: "w-32 whitespace-nowrap max-sm:text-right",
};

export function ProductTableSkeleton() {
  return (
    <TableSkeleton
      rows={6}
      columns={[
        { header: "Product", className: CLASS.name, bar: "w-32" },
        { header: "Workspaces", className: CLASS.count, bar: "ml-auto w-8" },
        { header: "Event types", className: CLASS.count, bar: "ml-auto w-8" },
        { header: "Profile", className: CLASS.profile, bar: "w-16" },
        { header: "Last event", className: CLASS.last, bar: "w-16" },
      ]}
    />
  );
}

/** The instance's products. */
export function ProductTable({ products }: { products: ProductView[] }) {
  return (
    <Table label="Products">
      <thead>
        <tr>
          <TableHead className={CLASS.name}>Product</TableHead>
          <TableHead className={CLASS.count}>Workspaces</TableHead>
          <TableHead className={CLASS.count}>Event types</TableHead>
          <TableHead className={CLASS.profile}>Profile</TableHead>
          <TableHead className={CLASS.last}>Last event</TableHead>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <TableRow key={product.id} className="relative transition-colors hover:bg-hover">
            <TableCell className={CLASS.name}>
              <Link
                href={operatorPath("products", product.slug)}
                className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
              >
                {product.name}
              </Link>
              <span className="block font-mono text-xs text-ink-muted">{product.slug}</span>
            </TableCell>
            <TableCell className={CLASS.count}>{formatNumber(product.workspaceCount)}</TableCell>
            <TableCell className={CLASS.count}>{formatNumber(product.eventTypeCount)}</TableCell>
            <TableCell className={CLASS.profile}>version {product.profileVersion}</TableCell>
            <TableCell className={CLASS.last}>
              {product.lastEventAt ? (
                <RelativeTime date={product.lastEventAt} className="text-ink-soft" />
              ) : (
                <span className="text-ink-muted">none yet</span>
              )}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
