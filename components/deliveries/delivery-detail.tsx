"use client";

import Link from "next/link";
import { AttemptCard } from "#components/deliveries/attempt-card";
import { DeliveryStatus } from "#components/deliveries/delivery-status";
import { Diagnosis } from "#components/deliveries/diagnosis";
import { BODIES_HIDDEN } from "#components/deliveries/exchange";
import type { CheckSignature } from "#components/deliveries/signature-dialog";
import { VerifySignature } from "#components/deliveries/verify-signature";
import { Badge } from "#components/ui/badge";
import { BodyView } from "#components/ui/body-view";
import { CopyButton } from "#components/ui/copy-button";
import { Notice } from "#components/ui/notice";
import { RelativeTime } from "#components/ui/relative-time";
import { developerPath } from "#lib/dashboard-paths";
import type { DeliveryDetail as Detail } from "#lib/deliveries/delivery-view";

interface Props {
  workspace: string;
  delivery: Detail;
  checkSignature: CheckSignature;
}

/** Everything about one delivery: what it is, how it went and why, every attempt. */
export function DeliveryDetail({ workspace, delivery, checkSignature }: Props) {
  const newestFirst = [...delivery.attempts].reverse();
  const missingBody = delivery.event
    ? BODIES_HIDDEN
    : "The payload has expired: it is past this workspace's retention time.";
  return (
    <div className="grid gap-5 p-4">
      <div className="flex flex-wrap items-center gap-2" aria-live="polite">
        <DeliveryStatus delivery={delivery} />
        <span className="font-mono text-xs wrap-anywhere">{delivery.type}</span>
        {delivery.test && <Badge tone="accent">Test</Badge>}
      </div>
      <Summary workspace={workspace} delivery={delivery} />
      {!delivery.event && (
        <Notice tone="info" title="Payload expired">
          The event is past this workspace&apos;s retention time. The delivery can no longer be sent again.
        </Notice>
      )}
      <Diagnosis workspace={workspace} delivery={delivery} />
      <section className="grid gap-2" aria-labelledby="attempts">
        <h3 id="attempts" className="font-semibold">
          Attempts
        </h3>
        {newestFirst.length === 0 && (
          <>
            <p className="text-ink-muted">None yet. This is what will be sent:</p>
            <BodyView body={delivery.requestBody} label="Request body" empty={missingBody} />
          </>
        )}
        {newestFirst.map((attempt, index) => (
          <AttemptCard
            key={attempt.id}
            attempt={attempt}
            requestBody={delivery.requestBody}
            missingBody={missingBody}
            answersHidden={delivery.event?.dataHidden ?? false}
            defaultOpen={index === 0}
            verify={
              <VerifySignature
                attempt={attempt}
                body={delivery.requestBody}
                check={checkSignature.bind(null, delivery.id)}
              />
            }
          />
        ))}
      </section>
    </div>
  );
}

function Summary({ workspace, delivery }: { workspace: string; delivery: Detail }) {
  return (
    <dl className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-1.5">
      <dt className="text-ink-muted">Webhook</dt>
      <dd className="truncate">
        <Link className="text-link" href={developerPath(workspace, "webhooks", delivery.webhookId)}>
          <bdi>{delivery.webhookName}</bdi>
        </Link>
      </dd>
      <dt className="text-ink-muted">Event</dt>
      <dd className="truncate">
        {delivery.event ? (
          <Link className="text-link font-mono text-xs" href={developerPath(workspace, "events", delivery.eventId)}>
            {delivery.eventId}
          </Link>
        ) : (
          <span className="font-mono text-xs">{delivery.eventId}</span>
        )}
      </dd>
      <dt className="text-ink-muted">Delivery</dt>
      <dd className="flex min-w-0 items-center gap-1">
        <span className="truncate font-mono text-xs">{delivery.id}</span>
        <CopyButton value={delivery.id} label="Copy delivery id" className="-my-1.5" />
      </dd>
      <dt className="text-ink-muted">Created</dt>
      <dd>
        <RelativeTime date={delivery.createdAt} />
      </dd>
    </dl>
  );
}
