import type { Metadata } from "next";
import { deliveryActions, signatureCheck } from "#app/_lib/load-deliveries";
import { orNotFound, pageContext } from "#app/_lib/session";
import { DeliveryLog } from "#components/deliveries/delivery-log";
import { PageHeader } from "#components/shell/page-header";
import { Badge } from "#components/ui/badge";
import { BodyView } from "#components/ui/body-view";
import { CopyableId } from "#components/ui/copyable-id";
import { EmptyState } from "#components/ui/empty-state";
import { Fact, Facts } from "#components/ui/facts";
import { ExactTime } from "#components/ui/relative-time";
import { developerPath } from "#lib/dashboard-paths";
import type { EventDetail } from "#lib/events/event-view";
import { getEvent } from "#lib/events/get-event";

export const metadata: Metadata = { title: "Event" };

export default async function EventPage({ params }: { params: Promise<{ workspace: string; event: string }> }) {
  const { workspace, event: id } = await params;
  const ctx = await pageContext(workspace);
  const event = await orNotFound(getEvent(ctx, id));
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Developers" },
          { label: "Events", href: developerPath(workspace, "events") },
          { label: event.type },
        ]}
        title={
          <>
            {event.type}
            {event.test && <Badge tone="accent">Test</Badge>}
          </>
        }
      />
      <div className="grid items-start gap-8 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="min-w-0">
          <h2 className="pb-2 font-semibold">Deliveries</h2>
          {event.deliveries.length === 0 ? (
            <EmptyState title="Nobody was subscribed" className="py-10">
              No active webhook of this workspace had chosen {event.type} when it was accepted.
            </EmptyState>
          ) : (
            <DeliveryLog
              workspace={workspace}
              deliveries={event.deliveries}
              about="event"
              actions={deliveryActions(ctx)}
              checkSignature={signatureCheck(ctx)}
            />
          )}
        </div>
        <div className="grid min-w-0 gap-6">
          <div>
            <h2 className="pb-2 font-semibold">Data</h2>
            <BodyView
              body={event.data}
              label="Data"
              empty="This workspace shows payloads to developers and above only."
            />
          </div>
          <EventFacts event={event} />
        </div>
      </div>
    </>
  );
}

function EventFacts({ event }: { event: EventDetail }) {
  return (
    <Facts>
      <Fact label="Id">
        <CopyableId id={event.id} label="Copy event id" />
      </Fact>
      <Fact label="Happened">
        <ExactTime date={event.occurredAt} />
      </Fact>
      <Fact label="Accepted">
        <ExactTime date={event.createdAt} />
      </Fact>
      <Fact label="Key">{event.key === null ? "none" : <span className="font-mono text-xs">{event.key}</span>}</Fact>
      {event.tenant !== null && <Fact label="Tenant">{event.tenant}</Fact>}
    </Facts>
  );
}
