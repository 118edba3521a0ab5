import { Package, Plus } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, parseAsString, type SearchParams } from "nuqs/server";
import { requireOperator } from "#app/_lib/operator";
import { ProductTable } from "#components/operator/products/product-table";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { Pager } from "#components/ui/pager";
import { operatorPath, withQuery } from "#lib/dashboard-paths";
import { AppError } from "#lib/errors/app-error";
import { listProducts } from "#lib/products/list-products";

export const metadata: Metadata = { title: "Products" };

const loadSearchParams = createLoader({ cursor: parseAsString });

export default async function ProductsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireOperator();
  const { cursor } = await loadSearchParams(searchParams);
  const page = await listProducts(ctx, { limit: 50, ...(cursor && { cursor }) }).catch((error: unknown) => {
    // A cursor from an edited or old link: the first page is what the reader wants.
    if (error instanceof AppError && error.code === "invalid_cursor") return listProducts(ctx, { limit: 50 });
    throw error;
  });
  const create = (
    <ButtonLink href={operatorPath("products", "new")} variant="primary">
      <Plus aria-hidden /> Create product
    </ButtonLink>
  );
  const href = (to: string | null) => to && withQuery(operatorPath("products"), { cursor: to });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Operator" }, { label: "Products" }]}
        title="Products"
        description="What publishes here. Each has its wire rules, its event types, its publish keys and its customers’ workspaces."
        actions={page.data.length > 0 && create}
      />
      {page.data.length === 0 ? (
        <EmptyState icon={<Package aria-hidden />} title="No product yet" actions={create}>
          A product is the SaaS that publishes events. Begin with a preset, change what is yours, and look at the exact
          request before anything is sent.
        </EmptyState>
      ) : (
        <>
          <ProductTable products={page.data} />
          <Pager newerHref={href(page.previousCursor)} olderHref={href(page.nextCursor)} />
        </>
      )}
    </>
  );
}
