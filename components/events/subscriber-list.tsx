import Link from "next/link";
import { WebhookStatus } from "#components/webhooks/webhook-status";
import { developerPath, withQuery } from "#lib/dashboard-paths";
import type { EventTypeDetail, Subscriber } from "#lib/event-types/describe-event-type";
import { plural } from "#lib/text/plural";

/** The webhooks that subscribe to an event type, each a link to its page. */
export function SubscriberList({ workspace, type }: { workspace: string; type: EventTypeDetail }) {
  const others = type.webhooks - type.subscribers.length;
  return (
    <ul className="panel divide-y divide-line">
      {type.subscribers.map((subscriber) => (
        <Row key={subscriber.id} href={developerPath(workspace, "webhooks", subscriber.id)} subscriber={subscriber} />
      ))}
      {others > 0 && (
        <li className="px-3 py-2">
          <Link
            href={withQuery(developerPath(workspace, "webhooks"), { event: type.name })}
            className="text-link rounded"
          >
            And {plural(others, "other", "others")}
          </Link>
        </li>
      )}
    </ul>
  );
}

function Row({ href, subscriber }: { href: string; subscriber: Subscriber }) {
  const { name, status, failingSince, tenant } = subscriber;
  return (
    <li className="relative flex items-center justify-between gap-3 px-3 py-2 hover:bg-hover">
      <div className="grid min-w-0">
        <Link
          href={href}
          className="truncate font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          <bdi>{name}</bdi>
        </Link>
        {tenant !== null && <span className="truncate text-xs text-ink-soft">Only tenant {tenant}</span>}
      </div>
      <WebhookStatus webhook={{ status, health: { failingSince } }} />
    </li>
  );
}
