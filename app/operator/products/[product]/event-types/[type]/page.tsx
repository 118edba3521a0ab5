import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { updateEventTypeAction } from "#app/_actions/products";
import { requireOperator } from "#app/_lib/operator";
import { pageProduct } from "#app/_lib/operator-product";
import { EditEventType } from "#components/operator/products/edit-event-type";
import { Badge } from "#components/ui/badge";
import { listCatalogue } from "#lib/event-types/list-catalogue";

export const metadata: Metadata = { title: "Event type" };

interface Props {
  params: Promise<{ product: string; type: string }>;
}

export default async function EventTypePage({ params }: Props) {
  const ctx = await requireOperator();
  const { product, type: id } = await params;
  const { slug } = await pageProduct(product);
  const types = await listCatalogue(ctx, slug);
  const type = types.find((one) => one.id === decodeURIComponent(id));
  if (!type) notFound();
  return (
    <section aria-labelledby="type" className="grid max-w-4xl gap-4">
      <h2 id="type" className="flex items-center gap-2 font-mono text-sm font-semibold">
        {type.name} {type.archivedAt && <Badge>Archived</Badge>}
      </h2>
      <EditEventType
        key={type.id}
        type={type}
        groups={[...new Set(types.map(({ group }) => group))].filter(Boolean)}
        update={updateEventTypeAction.bind(null, type.id)}
      />
    </section>
  );
}
