import type { Metadata } from "next";
import { createProductAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { CreateProduct } from "#components/operator/products/create-product";
import { PageHeader } from "#components/shell/page-header";
import { operatorPath } from "#lib/dashboard-paths";
import { PRODUCT_PRESET_NAMES, PRODUCT_PRESETS } from "#lib/profiles/product-presets";

export const metadata: Metadata = { title: "Create product" };

export default async function NewProductPage() {
  await requireOperator();
  const presets = PRODUCT_PRESET_NAMES.map((value) => {
    const { preset, summary } = PRODUCT_PRESETS[value];
    const label = value === "standard" ? "Standard" : preset.name;
    return { value, label, hint: summary, eventTypes: preset.eventTypes.length };
  });
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Operator" },
          { label: "Products", href: operatorPath("products") },
          { label: "Create product" },
        ]}
        title="Create product"
      />
      <CreateProduct presets={presets} create={createProductAction} />
    </>
  );
}
