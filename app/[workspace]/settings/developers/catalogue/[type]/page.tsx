import type { Metadata } from "next";
import { orNotFound, pageContext } from "#app/_lib/session";
import { EventTypeData } from "#components/events/event-type-data";
import { EventTypeVolume } from "#components/events/event-type-volume";
import { SubscriberList } from "#components/events/subscriber-list";
import { PageHeader } from "#components/shell/page-header";
import { ButtonLink } from "#components/ui/button";
import { EmptyState } from "#components/ui/empty-state";
import { isAllowed } from "#lib/context/workspace-context";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import { describeEventType } from "#lib/event-types/describe-event-type";

interface Props {
  params: Promise<{ workspace: string; type: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).type) };
}

export default async function EventTypePage({ params }: Props) {
  const { workspace, type: name } = await params;
  const ctx = await pageContext(workspace);
  const type = await orNotFound(describeEventType(ctx, decodeURIComponent(name)));
  const linked = (section: "events" | "deliveries") =>
    withQuery(developerPath(workspace, section), { type: type.name });
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Settings" },
          { label: "Developers" },
          { label: "Event catalogue", href: developerPath(workspace, "catalogue") },
          { label: type.name },
        ]}
        title={<span className="font-mono">{type.name}</span>}
        description={type.description}
        actions={
          <>
            <ButtonLink href={linked("events")}>See events</ButtonLink>
            <ButtonLink href={linked("deliveries")}>See deliveries</ButtonLink>
          </>
        }
      />
      <div className="grid gap-6">
        <EventTypeVolume volume={type.volume} />
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <section aria-labelledby="data" className="min-w-0">
            <h2 id="data" className="pb-2 font-semibold">
              Data
            </h2>
            <EventTypeData type={type} />
          </section>
          <section aria-labelledby="subscribers" className="min-w-0">
            <h2 id="subscribers" className="scroll-mt-16 pb-2 font-semibold">
              Who subscribes
            </h2>
            {type.subscribers.length > 0 ? (
              <SubscriberList workspace={workspace} type={type} />
            ) : (
              <EmptyState
                title="No webhook subscribes"
                className="py-10"
                actions={
                  isAllowed(ctx, "webhooks:write") && (
                    <ButtonLink href={developerPath(workspace, "webhooks", "new")}>Create webhook</ButtonLink>
                  )
                }
              >
                Its events are accepted and kept, and sent to nobody.
              </EmptyState>
            )}
          </section>
        </div>
      </div>
    </>
  );
}
