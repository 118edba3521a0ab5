import { BookOpen } from "lucide-react";
import type { Metadata } from "next";
import { pageContext } from "#app/_lib/session";
import { Catalogue } from "#components/events/catalogue";
import { WireFormat } from "#components/events/wire-format";
import { PageHeader } from "#components/shell/page-header";
import { EmptyState } from "#components/ui/empty-state";
import { eventTypeUsage } from "#lib/event-types/event-type-usage";
import { listEventTypes } from "#lib/event-types/list-event-types";
import { getWireFormat } from "#lib/profiles/wire-format";

export const metadata: Metadata = { title: "Event catalogue" };

export default async function CataloguePage({ params }: { params: Promise<{ workspace: string }> }) {
  const ctx = await pageContext((await params).workspace);
  const types = await listEventTypes(ctx);
  const visible = types.filter((type) => type.visible).map(({ name }) => name);
  const [format, usage] = await Promise.all([getWireFormat(ctx, types), eventTypeUsage(ctx, visible)]);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings" }, { label: "Developers" }, { label: "Event catalogue" }]}
        title="Event catalogue"
        description="The events a webhook can subscribe to: what each means, what its data looks like, who subscribes and how many there are."
      />
      {types.length === 0 ? (
        <EmptyState icon={<BookOpen aria-hidden />} title="The catalogue is empty">
          The product has not described any events yet.
        </EmptyState>
      ) : (
        <>
          {format && <WireFormat format={format} />}
          <Catalogue workspace={ctx.workspace.slug} types={types} usage={usage} />
        </>
      )}
    </>
  );
}
