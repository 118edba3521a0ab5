import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import { pageContext } from "#app/_lib/session";
import { Catalogue } from "#components/events/catalogue";
import { PageHeader } from "#components/shell/page-header";
import { EmptyState } from "#components/ui/empty-state";
import { listEventTypes } from "#lib/event-types/list-event-types";

export const metadata: Metadata = { title: "Event catalogue" };

export default async function CataloguePage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const types = await listEventTypes(ctx);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Event catalogue" }]}
        title="Event catalogue"
        description="The events a webhook can subscribe to, with a sample of the data of each."
      />
      {types.length === 0 ? (
        <EmptyState icon={<BookOpen aria-hidden />} title="The catalogue is empty">
          The product has not described any events yet.
        </EmptyState>
      ) : (
        <Catalogue types={types} />
      )}
    </>
  );
}
