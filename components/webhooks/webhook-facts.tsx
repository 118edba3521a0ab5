import { CopyButton } from "#components/ui/copy-button";
import { RelativeTime } from "#components/ui/relative-time";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** How a webhook is set up. */
export function WebhookFacts({ webhook }: { webhook: WebhookView }) {
  const facts: [string, React.ReactNode][] = [
    ["Events", <EventTypes key="events" types={webhook.eventTypes} />],
    ["Custom headers", webhook.headerNames.length ? <span className="font-mono text-xs wrap-anywhere">{webhook.headerNames.join(", ")}</span> : "none"],
    ["Timeout", webhook.timeoutSeconds === null ? "as the product sets it" : `${webhook.timeoutSeconds} s`],
    ["Rate limit", webhook.rateLimit === null ? "none" : `${webhook.rateLimit} per second`],
    ["Order", webhook.ordered ? "kept" : "not kept"],
    ...(webhook.tenant === null ? [] : ([["Tenant", webhook.tenant]] as [string, React.ReactNode][])),
    ["Owner", webhook.owner ? <span title={webhook.owner.email}>{webhook.owner.name}</span> : "nobody"],
    ["Created", <RelativeTime key="created" date={webhook.createdAt} />],
    [
      "Id",
      <span key="id" className="flex min-w-0 items-center gap-1">
        <span className="truncate font-mono text-xs">{webhook.id}</span>
        <CopyButton value={webhook.id} label="Copy webhook id" className="-my-1.5" />
      </span>,
    ],
  ];
  return (
    <section aria-labelledby="setup" className="min-w-0">
      <h2 id="setup" className="pb-2 font-semibold">
        Set-up
      </h2>
      <dl className="panel divide-y divide-line">
        {facts.map(([label, value]) => (
          <div key={label} className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3 px-3 py-2">
            <dt className="text-ink-muted">{label}</dt>
            <dd className="min-w-0 wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function EventTypes({ types }: { types: string[] }) {
  if (types[0] === "*") return <>all, also future ones</>;
  return (
    <ul className="max-h-44 overflow-y-auto font-mono text-xs">
      {types.map((type) => (
        <li key={type}>{type}</li>
      ))}
    </ul>
  );
}
