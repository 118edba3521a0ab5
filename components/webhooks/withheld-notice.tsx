import { Notice } from "#components/ui/notice";
import { plural } from "#lib/text/plural";
import type { WebhookView } from "#lib/webhooks/webhook-view";

const SHOWN = 8;

/** Which subscribed event types a webhook does not receive, and why. */
export function WithheldNotice({ webhook }: { webhook: WebhookView }) {
  const { withheld = [], owner } = webhook;
  if (withheld.length === 0) return null;
  const more = withheld.length - SHOWN;
  return (
    <Notice tone="warn" title={`${plural(withheld.length, "event type is", "event types are")} withheld`}>
      <p>
        {owner
          ? `This webhook receives what its owner may see, and ${owner.name} is ${owner.role}.`
          : "This webhook has no owner who is a member, so it receives what a viewer may see."}{" "}
        An admin can give it another owner under Settings.
      </p>
      <ul className="mt-1 flex flex-wrap gap-x-3 font-mono text-xs">
        {withheld.slice(0, SHOWN).map(({ type, lowestRole }) => (
          <li key={type}>
            {type} <span className="font-sans text-ink-muted">({lowestRole} and above)</span>
          </li>
        ))}
        {more > 0 && <li className="font-sans">and {more} more</li>}
      </ul>
    </Notice>
  );
}
