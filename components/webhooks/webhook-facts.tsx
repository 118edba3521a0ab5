import { CopyButton } from "#components/ui/copy-button";
import { CopyableId } from "#components/ui/copyable-id";
import { Fact, Facts } from "#components/ui/facts";
import { RelativeTime } from "#components/ui/relative-time";
import type { RetrySchedule, SignatureConfig } from "#lib/profiles/profile-schema";
import { signatureName } from "#lib/signing/signature-name";
import { durationText } from "#lib/time/duration-text";
import type { WebhookView } from "#lib/webhooks/webhook-view";

/** What the product sets for webhooks that choose nothing else. */
export interface ProductRules {
  timeoutSeconds: number;
  retry: RetrySchedule;
  /** How this webhook signs, by its own choice or the product's. */
  signatures: SignatureConfig[];
}

/** How a webhook is set up. */
export function WebhookFacts({ webhook, product }: { webhook: WebhookView; product: ProductRules }) {
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
            "None"
          )}
        </Fact>
        <Fact label="Timeout">{webhook.timeoutSeconds ?? product.timeoutSeconds} s</Fact>
        <Fact label="Retries">{retries(webhook.retrySchedule ?? product.retry)}</Fact>
        <Fact label="Signature">{product.signatures.map(signatureName).join("; ")}</Fact>
        <Fact label="Rate limit">{rate(webhook.rateLimit)}</Fact>
        <Fact label="Requests at once">At most {webhook.maxInFlight}</Fact>
        <Fact label="Order">{webhook.ordered ? "Kept" : "Not kept"}</Fact>
        {webhook.publicKeys.length > 0 && (
          <Fact label="Public key">
            <ul className="grid gap-1">
              {webhook.publicKeys.map((key) => (
                <li key={key} className="flex min-w-0 items-center gap-1">
                  <code className="min-w-0 truncate font-mono text-xs">{key}</code>
                  <CopyButton value={key} label="Copy public key" className="-my-1.5" />
                </li>
              ))}
            </ul>
          </Fact>
        )}
        <Fact label="After failing">{webhook.autoResume ? "Comes back by itself" : "A person resumes it"}</Fact>
        {webhook.tenant !== null && <Fact label="Tenant">{webhook.tenant}</Fact>}
        {webhook.integration !== null && (
          <Fact label="Integration">
            <CopyableId id={webhook.integration} label="Copy integration id" />
          </Fact>
        )}
        <Fact label="Owner">
          {webhook.owner ? (
            <span title={webhook.owner.email}>
              {webhook.owner.name} ({webhook.owner.role})
            </span>
          ) : (
            "Nobody"
          )}
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

function rate(perSecond: number | null): string {
  if (perSecond === null) return "None";
  return perSecond < 1 ? `${Number((perSecond * 60).toFixed(2))} per minute` : `${perSecond} per second`;
}

function retries(schedule: RetrySchedule): string {
  if ("delaysSeconds" in schedule) {
    return schedule.delaysSeconds.length === 0
      ? "None"
      : `After ${schedule.delaysSeconds.map(durationText).join(", ")}`;
  }
  const { firstSeconds, factor, capSeconds, windowSeconds } = schedule;
  return `After ${durationText(firstSeconds)}, then ×${factor} up to ${durationText(capSeconds)}, for ${durationText(windowSeconds)}`;
}

function EventTypes({ types }: { types: string[] }) {
  if (types[0] === "*") return <>All, also future ones</>;
  return (
    <ul className="max-h-44 overflow-y-auto font-mono text-xs">
      {types.map((type) => (
        <li key={type}>{type}</li>
      ))}
    </ul>
  );
}
