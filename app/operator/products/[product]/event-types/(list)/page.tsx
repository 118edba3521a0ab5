import { BookOpen, FileUp, Plus } from "lucide-react";
import type { Metadata } from "next";
import { requireOperator } from "#app/_lib/operator";
import { type ProductParams, pageProduct } from "#app/_lib/operator-product";
import { EventTypeTable } from "#components/operator/products/event-type-table";
import { ButtonLink } from "#components/ui/button";
import { DownloadButton } from "#components/ui/download-button";
import { EmptyState } from "#components/ui/empty-state";
import { operatorPath } from "#lib/dashboard-paths";
import { exportCatalogue } from "#lib/event-types/export-catalogue";
import { listCatalogue } from "#lib/event-types/list-catalogue";
import { plural } from "#lib/text/plural";

export const metadata: Metadata = { title: "Event types" };

export default async function EventTypesPage({ params }: ProductParams) {
  const ctx = await requireOperator();
  const { slug } = await pageProduct((await params).product);
  const types = await listCatalogue(ctx, slug);
  const actions = (
    <>
      <ButtonLink href={operatorPath("products", slug, "event-types", "new")} variant="primary">
        <Plus aria-hidden /> Create event type
      </ButtonLink>
      <ButtonLink href={operatorPath("products", slug, "event-types", "import")}>
        <FileUp aria-hidden /> Import
      </ButtonLink>
    </>
  );
  if (types.length === 0) {
    return (
      <EmptyState icon={<BookOpen aria-hidden />} title="The catalogue is empty" actions={actions}>
        An event type says what can happen and what its data looks like. Webhooks subscribe to it, and only what is here
        can be published. If your API is described in OpenAPI 3.1, import its webhooks.
      </EmptyState>
    );
  }
  return (
    <section aria-label="Catalogue" className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-muted">{plural(types.length, "event type", "event types")}</p>
        <div className="flex flex-wrap gap-2">
          {actions}
          <DownloadButton fileName={`${slug}-event-types.json`} content={exportCatalogue(types)}>
            Export
          </DownloadButton>
        </div>
      </div>
      <EventTypeTable slug={slug} types={types} />
    </section>
  );
}
