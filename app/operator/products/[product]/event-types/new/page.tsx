import type { Metadata } from "next";
import { createEventTypeAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { NewEventType } from "#components/operator/products/edit-event-type";
import { listCatalogue } from "#lib/event-types/list-catalogue";

export const metadata: Metadata = { title: "Create event type" };

export default async function NewEventTypePage({ params }: ProductParams) {
  const ctx = await requireOperator();
  const { slug } = await pageProduct((await params).product);
  const groups = [...new Set((await listCatalogue(ctx, slug)).map(({ group }) => group))].filter(Boolean);
  return (
    <section aria-labelledby="new" className="grid max-w-4xl gap-4">
      <h2 id="new" className="text-base font-semibold">
        Create event type
      </h2>
      <NewEventType slug={slug} groups={groups} create={createEventTypeAction.bind(null, slug)} />
    </section>
  );
}
