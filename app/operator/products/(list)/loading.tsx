import { ProductTableSkeleton } from "#components/operator/products/product-table";
import { PageHeader } from "#components/shell/page-header";

export default function Loading() {
  return (
    <>
      <PageHeader crumbs={[{ label: "Operator" }, { label: "Products" }]} title="Products" />
      <ProductTableSkeleton />
    </>
  );
}
