import type { Metadata } from "next";
import { deleteProductAction, updateProductAction } from "#app/_actions/products";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { DeleteProduct, RenameProduct } from "#components/operator/products/product-settings";

export const metadata: Metadata = { title: "Product settings" };

export default async function ProductSettingsPage({ params }: ProductParams) {
  const product = await pageProduct((await params).product);
  return (
    <div className="grid gap-8">
      <RenameProduct key={product.name} product={product} rename={updateProductAction.bind(null, product.slug)} />
      <DeleteProduct product={product} remove={deleteProductAction.bind(null, product.slug)} />
    </div>
  );
}
