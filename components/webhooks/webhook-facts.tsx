import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { RelativeTime } from "#components/ui/relative-time";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** How a webhook is set up. */
export function WebhookFacts({ webhook }: { webhook: WebhookView }) {
  return (
    <section aria-labelledby="setup" className="min-w-0">
      <h2 id="setup" className="pb-2 font-semibold">
        Set-up
      </h2>
      <Facts>
        <Fact label="Events">
          <EventTypes types={webhook.eventTypes} />
        </Fact>
        <Fact label="Custom headers">
          {webhook.headerNames.length > 0 ? (
            <span className="font-mono text-xs">{webhook.headerNames.join(", ")}</span>
          ) : (
            "none"
          )}
        </Fact>
        <Fact label="Timeout">
          {webhook.timeoutSeconds === null ? "as the product sets it" : `${webhook.timeoutSeconds} s`}
        </Fact>
        <Fact label="Rate limit">{webhook.rateLimit === null ? "none" : `${webhook.rateLimit} per second`}</Fact>
        <Fact label="Order">{webhook.ordered ? "kept" : "not kept"}</Fact>
        {webhook.tenant !== null && <Fact label="Tenant">{webhook.tenant}</Fact>}
        <Fact label="Owner">
          {webhook.owner ? <span title={webhook.owner.email}>{webhook.owner.name}</span> : "nobody"}
        </Fact>
        <Fact label="Created">
          <RelativeTime date={webhook.createdAt} />
        </Fact>
        <Fact label="Id">
          <CopyableId id={webhook.id} label="Copy webhook id" />
        </Fact>
      </Facts>
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
