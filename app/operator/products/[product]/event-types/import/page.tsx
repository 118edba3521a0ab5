import type { Metadata } from "next";
import { importEventTypesAction } from "#app/_actions/products";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { ImportForm } from "#components/operator/products/import-form";

export const metadata: Metadata = { title: "Import event types" };

export default async function ImportPage({ params }: ProductParams) {
  const { slug } = await pageProduct((await params).product);
  return (
    <section aria-labelledby="import" className="grid gap-4">
      <div>
        <h2 id="import" className="text-base font-semibold">
          Import event types
        </h2>
        <p className="max-w-3xl text-ink-muted">
          Nothing is changed before you have seen what would be. Where the document describes the whole body that you
          send, its data is taken out of it.
        </p>
      </div>
      <ImportForm slug={slug} run={importEventTypesAction.bind(null, slug)} />
    </section>
  );
}
